import { hierarchyKernel } from './hierarchyKernel';

export const k4 = hierarchyKernel(4, 'K⁽⁴⁾', { slope: -1, label: 'm⁻¹ (HY Thm 2.3, r = 4)' });
