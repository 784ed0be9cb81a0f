/** A real browser for the tests of pages. In: a page's address. Out: what a person would meet there. */
@NullMarked
package dev.constitution.browser;

import org.jspecify.annotations.NullMarked;
