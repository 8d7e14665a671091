package io.polisflow.process.engine;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.impl.variable.serializer.VariableSerializers;
import org.camunda.spin.plugin.impl.JsonValueSerializer;
import org.camunda.spin.plugin.variable.value.SpinValue;

/**
 * Keeps JSON in the variable's own row as long as it fits there. The engine's serializer gives each value a row of bytes besides, which is
 * inserted, asked for alone and deleted alone: forms show half a dozen of them. What is longer, and what was written before, stands in bytes.
 */
class JsonInItsRow extends JsonValueSerializer {

    /** Takes the place of the engine's own, under the same name: what that one wrote is read as before. */
    static void replaceStock(VariableSerializers serializers) {
        JsonInItsRow ours = new JsonInItsRow();
        TypedValueSerializer<?> stock = serializers.getSerializerByName(ours.getName());
        int place = serializers.getSerializerIndex(stock);
        serializers.removeSerializer(stock).addSerializer(ours, place);
    }

    @Override
    protected void writeToValueFields(SpinValue value, ValueFields fields, byte[] serialized) {
        String text = serialized == null ? null : new String(serialized, StandardCharsets.UTF_8);
        boolean fits = text != null && text.length() <= FieldRules.LONGEST_TEXT;
        fields.setTextValue(fits ? text : null);
        fields.setByteArrayValue(fits ? null : serialized);
    }

    @Override
    protected byte[] readSerializedValueFromFields(ValueFields fields) {
        String text = fields.getTextValue();
        return text == null ? super.readSerializedValueFromFields(fields) : text.getBytes(StandardCharsets.UTF_8);
    }
}
