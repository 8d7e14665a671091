/** Moving running deals from one version of a model to another: mapped, rehearsed, done in batches, and taken back. */
package io.polisflow.process.models.migration;
