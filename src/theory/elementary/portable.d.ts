/**
 * The names of AssemblyScript's number types as TypeScript sees them. The files of this folder and the derivatives
 * beside it are compiled twice, by tsc and by asc; both must give the same bits, so a division never has two integer
 * literals, and a cast to i32 is applied to integers only.
 */
type f64 = number;
type i32 = number;
