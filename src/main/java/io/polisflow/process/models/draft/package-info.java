/** Changes of models before they take effect: prepared, compared with what is in force, checked, put into force and taken back. */
package io.polisflow.process.models.draft;
