import { hierarchyKernel } from './hierarchyKernel';

export const k4 = hierarchyKernel(4);
