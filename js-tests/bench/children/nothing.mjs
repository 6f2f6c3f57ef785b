// What a process without the package imports in its place.

export {};
