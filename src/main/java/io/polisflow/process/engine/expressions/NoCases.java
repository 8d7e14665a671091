package io.polisflow.process.engine.expressions;

import org.camunda.bpm.engine.impl.cmmn.transformer.CmmnTransform;
import org.camunda.bpm.engine.impl.cmmn.transformer.CmmnTransformFactory;
import org.camunda.bpm.engine.impl.cmmn.transformer.CmmnTransformer;

/** Reads no model of the third kind that the engine knows (CMMN): the product has none, and they may hold code as well. */
class NoCases implements CmmnTransformFactory {

    @Override
    public CmmnTransform createTransform(CmmnTransformer transformer) {
        throw new ForbiddenCodeException("CMMN models are not executed");
    }
}
