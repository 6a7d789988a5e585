/** One of a few, side by side: a group of radio buttons that looks like one control. */
import './switch.css'
import { useId } from 'react'

/** What cannot be chosen here stays in its place, so that nothing moves, and says that it is off. */
export function Switch<Value extends string>({
  legend,
  value,
  options,
  onChange,
}: {
  legend: string
  value: Value
  options: readonly { readonly value: Value; readonly text: string; readonly off?: boolean }[]
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="seg">
      <legend className="away">{legend}</legend>
      {options.map((one) => (
        <label key={one.value}>
          <input
            className="away"
            type="radio"
            name={name}
            checked={one.value === value}
            disabled={one.off}
            onChange={() => onChange(one.value)}
          />
          <span>{one.text}</span>
        </label>
      ))}
    </fieldset>
  )
}
