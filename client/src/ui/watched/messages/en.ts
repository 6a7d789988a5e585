/** What is said of a view wherever it is drawn. */
export const watchedMessages = { notLinked: 'Not linked yet', words: { one: '1 statement', other: '{n} statements' } }
