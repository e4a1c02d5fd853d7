import { hierarchyKernel } from './hierarchyKernel';

export const k3 = hierarchyKernel(3);
