import { hierarchyKernel } from './hierarchyKernel';

export const k5 = hierarchyKernel(5);
