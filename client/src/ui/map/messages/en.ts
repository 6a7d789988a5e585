export const mapMessages = {
  tools: 'Zoom',
  in: 'Zoom in',
  out: 'Zoom out',
  all: 'Show all',
  full: 'Full size',
  loose: 'Not linked yet',
}
