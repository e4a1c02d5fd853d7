/** Laws of the inputs, and functions to be learned, MATH §1 and the field table. */
export type DatasetName = 'circle' | 'line' | 'gaussian' | 'sphere' | 'teacher' | 'digits' | 'points';
export type TargetName = 'product' | 'sine' | 'mix' | 'step' | 'xor' | 'linear' | 'signs' | 'teacher';
