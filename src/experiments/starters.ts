/** Experiments that are ready to open: a name that says what is seen, one line, and the permalink that is the whole moment. */
export interface CatalogueEntry {
  readonly name: string;
  readonly about: string;
  readonly link: string;
}

/** Where the page opens without an address: late in time, where the theories disagree. */
export const opening = '#v=1&alpha=1&time=60';

export const starters: readonly CatalogueEntry[] = [
  {
    name: 'The kernel moves',
    about: 'α = 1: it moves by more than its own norm, and only the mean field follows',
    link: opening,
  },
  {
    name: 'The ladder of errors',
    about: 'α = √m: each order of the hierarchy is nearer to the network than the one before',
    link: '#v=1',
  },
  {
    name: 'Between the limits',
    about: 'α = 4: every theory is a little wrong',
    link: '#v=1&alpha=4&time=60',
  },
  {
    name: 'A hierarchy that blows up',
    about: 'Width 32: the truncation at p = 4 leaves its validity near t = 44',
    link: '#v=1&width=32&time=60',
  },
  {
    name: 'A band over initialisations',
    about: 'Uncentred output: the infinite network is a Gaussian process',
    link: '#v=1&centred=false',
  },
];
