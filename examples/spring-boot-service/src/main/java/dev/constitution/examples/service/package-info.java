/**
 * A Spring Boot service whose answers come under a constitution, and a page to try it on. In: a question over HTTP. Out: the
 * answer that stands, with every critique and revision that led to it.
 */
@NullMarked
package dev.constitution.examples.service;

import org.jspecify.annotations.NullMarked;
