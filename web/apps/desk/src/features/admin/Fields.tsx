import { FieldInput } from './FieldInput.tsx';
import { type Field, valueAt } from './fields.ts';
import { RowsInput } from './RowsInput.tsx';

interface Props {
  fields: readonly Field[];
  document: unknown;
  faults: Record<string, string>;
  put: (path: string, value: unknown) => void;
  /** The first one takes the focus when a dialog opens. */
  first?: boolean;
}

/** The fields of a form that are shown now, in their order. */
export function Fields({ fields, document, faults, put, first = false }: Props) {
  return fields
    .filter((field) => field.when?.(document) ?? true)
    .map((field, index) =>
      field.kind === 'rows' ? (
        <RowsInput key={field.path} {...{ field, document, faults, put }} />
      ) : (
        <FieldInput
          key={field.path}
          field={field}
          value={valueAt(document, field.path)}
          fault={faults[field.path]}
          first={first && index === 0}
          onChange={(value) => put(field.path, value)}
        />
      ),
    );
}
