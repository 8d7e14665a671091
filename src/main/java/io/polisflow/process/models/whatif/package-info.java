/** What a changed decision table would have answered over the last year. */
package io.polisflow.process.models.whatif;
