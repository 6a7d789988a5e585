/** Why bytes were not taken, as data; each has its sentence in every language (`client`). And how much may be brought. */

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
/** The fault in a problem's `why`; null for what is none of these. */
export const faultIn = (why: string): MaterialFault | null =>
  materialFaults.find((fault) => whyOf(fault) === why) ?? null

/** Bytes that a dialogue may hold, with what is being brought: 2 GiB. */
export const mostBytes = 2 * 1024 ** 3
/** Of one file of captions, as it is brought: an hour of speech has some 60 KiB. */
export const mostCaptionBytes = 2 * 1024 ** 2
/** Of one picture. */
export const mostPictureBytes = 40 * 1024 ** 2
/** Pixels on a side of a picture: a projector has 4,096. */
export const widestPicture = 8_192
/** Materials of one dialogue, and files of one material. */
export const mostMaterials = 200
/** As many pages as a talk has, in some languages. */
export const mostFiles = 400
