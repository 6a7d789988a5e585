/** CRC-32C (Castagnoli), table-driven: finds every burst of up to 32 damaged bits. (Node's own zlib.crc32 is the other polynomial.) */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

/** Unsigned 32 bits. `seed` is the checksum of what came before, so that several pieces give the checksum of their concatenation. */
export function crc32c(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed
  for (let i = 0; i < bytes.length; i += 1) crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8)
  return ~crc >>> 0
}
