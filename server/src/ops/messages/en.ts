export const closedMessages = {
  closed: 'Tablée cannot read its data at the moment. The organiser’s machine says what to do. Please wait.',
}
