/** A key's short form, to be read out and compared: four groups of four. On a narrow phone they stand in two lines. */
export function Fingerprint({ of }: { of: string }) {
  return (
    <span className="num fingerprint" dir="ltr">
      {of}
    </span>
  )
}
