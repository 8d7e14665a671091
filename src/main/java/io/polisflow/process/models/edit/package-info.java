/** Changes single files of models on pages: tables row by row, forms component by component, everything else in them kept. */
package io.polisflow.process.models.edit;
