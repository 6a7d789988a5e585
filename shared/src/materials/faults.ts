/** Why bytes were not taken, as data; each has its sentence in every language (`client`). And how many there may be. */

export const materialFaults = [
  'not-known', // none of the kinds that can be shown, whatever its name says
  'cut-short', // it ends in the middle: the file was not whole before it was sent
  'damaged', // it begins as what it is and cannot be read further
  'no-index', // an MP4 without its index (moov): it was never finished
  'no-picture', // a film without a picture
  'locked', // a PDF that asks for a password
  'too-many-pixels',
  'picture-too-large',
  'captions-not-text', // not UTF-8
  'captions-damaged', // neither WebVTT nor SubRip, no words, or times that cannot be
  'wrong-kind', // slides where a film is wanted
  'dialogue-full', // two gigabytes, with what is on its way
  'disk-full', // the server's own disk
  'too-large', // more than a dialogue may hold
  'empty',
] as const
export type MaterialFault = (typeof materialFaults)[number]

/** As it stands in a problem: `{ code: 'refused', why: 'material-no-index' }`. */
export const whyOf = (fault: MaterialFault): `material-${MaterialFault}` => `material-${fault}`
/** Materials of one dialogue, and files of one material. */
export const mostMaterials = 200
/** As many pages as a talk has, in some languages. */
export const mostFiles = 400
