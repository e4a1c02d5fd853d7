import { fields } from '../../protocol/fields';
import { particlesSettings } from '../../protocol/particlesSettings';

const labels: Readonly<Record<string, { readonly label: string }>> = { ...particlesSettings, ...fields };

/** A problem with the control's own label in place of the key it begins with: "Output law must be signs: …, got gaussian; use signs". */
export function labelledProblem(message: string): string {
  const [key] = /^\w+(?= must be )/.exec(message) ?? [''];
  return Object.hasOwn(labels, key) ? labels[key].label + message.slice(key.length) : message;
}
