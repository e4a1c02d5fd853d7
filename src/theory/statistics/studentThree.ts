/**
 * Student's t with 3 degrees of freedom, the law of (mean − truth)/(s/√4) of four independent values: half the widths of its 68.27 % and
 * 95 % intervals. A Gaussian has 1 and 1.96: four values do not know their own spread well.
 */
export const studentThree = { oneSigma: 1.196881, ninetyFive: 3.182446 } as const;
