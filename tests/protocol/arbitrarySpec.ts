/** Legal specs of every kind for property tests, built from the field table itself. */
import fc from 'fast-check';
import type { ExperimentSpec, Points } from '../../src/protocol/experimentSpec';
import { fieldNames, fields } from '../../src/protocol/fields';
import type { FieldName } from '../../src/protocol/fieldTypes';
import { validateSpec } from '../../src/protocol/validate';

const { maxMagnitude } = fields.points;

/** Doubles of every exponent, −0 and subnormals included, and short decimals as a person types them. */
const coordinate = fc.oneof(
  fc.double({ min: -maxMagnitude, max: maxMagnitude, noNaN: true }),
  fc.integer({ min: -300, max: 300 }).map((k) => k / 100),
  fc.constantFrom(-0, 5e-324, -5e-324, maxMagnitude, -maxMagnitude, 0.1 + 0.2),
);

export const arbitraryPoints: fc.Arbitrary<Points> = fc.integer({ min: 1, max: 5 }).chain((d) => {
  const row = fc.array(coordinate, { minLength: d, maxLength: d });
  return fc
    .tuple(
      fc.array(fc.tuple(row, coordinate), { minLength: 1, maxLength: 6 }),
      fc.array(row, { maxLength: 4 }),
    )
    .map(([rows, probe]) => {
      const points = { x: rows.map(([x]) => x), y: rows.map(([, y]) => y) };
      return probe.length > 0 ? { ...points, probe } : points;
    });
});

function arbitraryValue(name: FieldName): fc.Arbitrary<unknown> {
  const field = fields[name];
  switch (field.kind) {
    case 'integer':
      return fc.oneof(
        fc.integer({ min: field.min, max: field.max }),
        fc.constantFrom(field.min, field.max, field.default),
      );
    case 'number':
    case 'alpha':
      return fc.oneof(
        fc.double({ min: field.min, max: field.max, noNaN: true }),
        fc.constantFrom<unknown>(field.min, field.max, field.default),
      );
    case 'choice':
      return fc.constantFrom<unknown>(...field.options);
    case 'boolean':
      return fc.boolean();
    case 'list':
      return fc.subarray([...field.options]);
    case 'points':
      return fc.option(arbitraryPoints);
    default:
      return field satisfies never;
  }
}

/** Each field is its default half of the time; rules between fields are settled by validation. */
export const arbitrarySpec: fc.Arbitrary<ExperimentSpec> = fc
  .record(Object.fromEntries(fieldNames.map((name) => [name, fc.option(arbitraryValue(name))])))
  .map((given) => {
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    return validateSpec(present).spec;
  });
