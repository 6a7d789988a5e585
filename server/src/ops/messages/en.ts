export const closedMessages = {
  closed: 'Tablée cannot read its data at the moment. The organiser’s machine says what to do. Please wait.',
  fenced:
    'Another laptop has taken over. This page is there again when its address leads to that one. Please wait, nothing is lost.',
  second: 'This is the second laptop: it only keeps a copy. The dialogue is at the first one.',
}
