/**
 * Who asks a model's server: keys, and tokens and signatures of identities that need no key.
 * In: a request about to be sent. Out: the headers that prove who sends it, and what of them is secret.
 */
@NullMarked
package dev.constitution.runner.identity;

import org.jspecify.annotations.NullMarked;
