// What a process without the package requires in its place.

module.exports = {};
