import { fields } from '../../protocol/fields';
import { particlesSettings } from '../../protocol/particlesSettings';

interface Labelled {
  readonly label: string;
  /** What the control calls its choices. */
  readonly optionLabels?: Readonly<Record<string, string>>;
}

const labels: Readonly<Record<string, Labelled>> = { ...particlesSettings, ...fields };

/**
 * A problem in the control's own words, in place of the keys of its field and choices: "Output law must be Two values: …, got Gaussian;
 * use Two values".
 */
export function labelledProblem(message: string): string {
  const [key] = /^\w+(?= must be )/.exec(message) ?? [''];
  if (!Object.hasOwn(labels, key)) return message;
  const { label, optionLabels = {} } = labels[key];
  const chosen = message
    .slice(key.length)
    .replace(/(?<=(?:must be|got|use) )\w+/g, (word) =>
      Object.hasOwn(optionLabels, word) ? optionLabels[word] : word,
    );
  return label + chosen;
}
