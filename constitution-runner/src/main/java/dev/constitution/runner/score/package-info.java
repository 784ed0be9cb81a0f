/**
 * A judge, or a rule, held against answers that people have labelled.
 * In: labelled pairs and verdicts on them. Out: agreement, calibration, and what verdicts owe to position and length.
 */
@NullMarked
package dev.constitution.runner.score;

import org.jspecify.annotations.NullMarked;
