import { runDigests } from './runDigests';

runDigests().then(
  (digests) => {
    self.postMessage(digests);
  },
  (error: unknown) => {
    self.postMessage({ error: String(error) });
  },
);
