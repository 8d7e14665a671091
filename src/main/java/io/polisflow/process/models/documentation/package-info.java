/** Describes the models that are deployed for whoever has to read them: what each element does and is bound to. */
package io.polisflow.process.models.documentation;
