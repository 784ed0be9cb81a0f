/**
 * What an application's answers under a constitution take and come to, as metrics and spans. In: what the core's listener
 * hears. Out: Micrometer's observations and meters.
 */
@NullMarked
package dev.constitution.micrometer;

import org.jspecify.annotations.NullMarked;
