import { hierarchyKernel } from './hierarchyKernel';

export const k3 = hierarchyKernel(3, 'K⁽³⁾', { slope: -0.5, label: 'm^{−1/2} (HY Thm 2.3, r = 3)' });
