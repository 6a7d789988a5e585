/** The title of a figure. What may be another stands in it, with a list behind: an answer, or what it is crossed with. */
import { type RefObject } from 'react'

export type Choice = {
  readonly label: string
  readonly value: string
  readonly groups: readonly {
    readonly name: string | null
    readonly options: readonly { readonly value: string; readonly text: string }[]
  }[]
  readonly onChoose: (value: string) => void
}

/** `before` and `after` are what stands around the chosen part. */
export function Heading({
  title,
  before,
  chosen,
  choice,
  focus,
}: {
  title: string
  before: string
  chosen: string
  choice: Choice | null
  focus: RefObject<HTMLHeadingElement | null>
}) {
  if (choice === null)
    return (
      <h1 ref={focus} tabIndex={-1} dir="auto">
        {title}
      </h1>
    )
  const option = ({ value, text }: { readonly value: string; readonly text: string }) => (
    <option key={value} value={value}>
      {text}
    </option>
  )
  return (
    <div className="heading">
      <h1 ref={focus} tabIndex={-1} aria-label={title} dir="auto">
        {before}
        <span className="which">
          <span>{chosen}</span>
        </span>
      </h1>
      <label>
        <span className="away">{choice.label}</span>
        <select value={choice.value} onChange={({ target }) => choice.onChoose(target.value)}>
          {choice.groups.map(({ name, options }) =>
            name === null ? (
              options.map(option)
            ) : (
              <optgroup key={name} label={name}>
                {options.map(option)}
              </optgroup>
            ),
          )}
        </select>
      </label>
    </div>
  )
}
