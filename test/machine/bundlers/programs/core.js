// All of the core, for its size.

export * from "newsgroups/core";
