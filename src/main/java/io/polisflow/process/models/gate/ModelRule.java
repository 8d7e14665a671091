package io.polisflow.process.models.gate;

/** One demand that a set of models has to meet; a bean of this type is part of every examination. */
interface ModelRule {

    /** Tells everything in the set that breaks the rule. */
    void check(ModelSet set, Findings findings);
}
