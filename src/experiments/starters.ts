/** Experiments that are ready to open: a name, one line, and the permalink that is the whole experiment. */
export interface CatalogueEntry {
  readonly name: string;
  readonly about: string;
  readonly link: string;
}

export const starters: readonly CatalogueEntry[] = [
  {
    name: 'First light',
    about: 'Six points on a circle at α = √m: the errors form a ladder',
    link: '#v=1',
  },
  {
    name: 'Between the limits',
    about: 'The same network at α = 4: every theory is a little wrong',
    link: '#v=1&alpha=4',
  },
  {
    name: 'Mean field',
    about: 'α = 1: the kernel moves by more than its own norm',
    link: '#v=1&alpha=1',
  },
  {
    name: 'Blow-up of the hierarchy',
    about: 'Width 32: the truncation at p = 4 leaves its validity near t = 44',
    link: '#v=1&width=32',
  },
  {
    name: 'A band over initialisations',
    about: 'Uncentred output: the infinite network is a Gaussian process',
    link: '#v=1&centred=false',
  },
];
