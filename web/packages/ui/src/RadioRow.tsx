/* One of a few, side by side. The first that can be chosen gets the focus of a dialog that opens. */
import { useId } from 'react';
import css from './RadioRow.module.css';

interface Props<T extends string> {
  legend: string;
  options: readonly { value: T; label: string; disabled?: boolean }[];
  value: T;
  onChange: (value: T) => void;
}

export function RadioRow<T extends string>({ legend, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={css.row}>
      <legend>{legend}</legend>
      {options.map((each) => (
        <label key={each.value}>
          <input
            type="radio"
            name={name}
            {...(each.value === value && { 'data-autofocus': true })}
            checked={each.value === value}
            disabled={each.disabled}
            onChange={() => onChange(each.value)}
          />
          {each.label}
        </label>
      ))}
    </fieldset>
  );
}
