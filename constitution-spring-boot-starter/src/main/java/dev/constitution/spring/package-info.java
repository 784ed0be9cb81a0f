/**
 * The library in a Spring Boot application: properties, and chat models that answer under a constitution.
 * In: an application's {@code ChatModel} beans. Out: the same beans, wrapped.
 */
@NullMarked
package dev.constitution.spring;

import org.jspecify.annotations.NullMarked;
