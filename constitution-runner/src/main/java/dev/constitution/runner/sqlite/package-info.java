/**
 * A SQLite file, as far as its pages can be read: what SQLite itself gives up, page by page, without its help.
 * In: a database's file and its write-ahead log, whatever has become of them. Out: the records on the pages that are left.
 */
@NullMarked
package dev.constitution.runner.sqlite;

import org.jspecify.annotations.NullMarked;
