/** What the way in says: landing page, and joining. */
export const messages = {
  title: 'Everyone at the table is heard.',
  about: 'Tablée is where the tables of a citizens’ dialogue write down together what is said, and why.',
  codeLabel: 'The code on your table’s card',
  codeHint: 'Eight letters and digits',
  join: 'Join the table',
  joining: 'Opening your table …',
  goOn: 'Go on at your seat, {seat}',
  licences: 'Licences',
  seatQuestion: 'Where do you sit?',
  seatHint: 'The number lies in front of you. Your name is never asked.',
  seat: 'Seat {seat}',
  noSeat: 'I’d rather not say',
  continue: 'Go to the table',
  boards:
    'What is written at this table can be followed by observers. Anyone at the table can draw the curtain, and then they see nothing.',
  again: 'Try again',
  table: 'Table {table}',
}
