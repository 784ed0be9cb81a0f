package dev.constitution.spring;

import dev.constitution.stage.CritiqueRevision;

/** A bean that sets what the properties do not: another critic, a selector, a listener. */
@FunctionalInterface
public interface RevisionCustomizer {

    /** Called for each chat model that is wrapped, in the beans' order. */
    void customize(CritiqueRevision.Builder revision);
}
