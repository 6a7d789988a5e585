import type { ComponentProps } from 'react'

/** A button as people say it. `quiet` has no edge, `primary` is the one thing to do here. */
export function Button({ look, className, ...rest }: ComponentProps<'button'> & { look?: 'primary' | 'quiet' }) {
  return <button type="button" className={['btn', look, className].filter(Boolean).join(' ')} {...rest} />
}
