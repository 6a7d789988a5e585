/** The name; its acute is the one accent. */
export const Wordmark = () => (
  <span className="wordmark" role="img" aria-label="Tablée">
    Tabl<i>e</i>e
  </span>
)
