import { hierarchyKernel } from './hierarchyKernel';

/** Asked for, it also adds p = 5 to the truncation errors: their kernels are the expensive part. */
export const k5 = hierarchyKernel(5, 'K⁽⁵⁾, and p = 5', {
  slope: -1.5,
  label: 'm^{−3/2} (HY Thm 2.3, r = 5)',
});
