/** φ(√q z) has the spectrum e^{−strip ω/√q}: 1e-15 at ω = 34.5 √q/strip. */
export const decades = 34.5;
/** Largest bandwidth of a grid; wider functions (q above 50 strip²) lose digits gradually instead of time. */
export const maximumBandwidth = 250;
