/** A key's short form, to be read out and compared: four groups of four that stay together. */
export function Fingerprint({ of }: { of: string }) {
  return (
    <span className="num fingerprint" dir="ltr">
      {of.replaceAll(' ', '\u00a0')}
    </span>
  )
}
