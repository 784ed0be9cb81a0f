package dev.constitution.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects as rows of Parquet. Nothing is left out: a field that the schema lacks is refused. Used by one thread. */
final class TreeSupport extends WriteSupport<ObjectNode> {
    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    TreeSupport(MessageType schema) {
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("deprecation") // of the two it is the one that must be there
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer rows) {
        consumer = rows;
    }

    @Override
    public void write(ObjectNode row) {
        if (consumer == null) {
            throw new IllegalStateException("rows are written before the file is begun");
        }
        consumer.startMessage();
        fields(consumer, schema, row);
        consumer.endMessage();
    }

    private static void fields(RecordConsumer to, GroupType type, JsonNode tree) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!field.getValue().isNull()) {
                int index = type.getFieldIndex(field.getKey());
                field(to, type, index, field.getValue());
            }
        }
    }

    private static void field(RecordConsumer to, GroupType type, int index, JsonNode value) {
        Type field = type.getType(index);
        to.startField(field.getName(), index);
        if (field.isPrimitive()) {
            primitive(to, field.asPrimitiveType(), value);
        } else {
            to.startGroup();
            group(to, field.asGroupType(), value);
            to.endGroup();
        }
        to.endField(field.getName(), index);
    }

    private static void group(RecordConsumer to, GroupType type, JsonNode value) {
        if (type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            if (!value.isEmpty()) {
                GroupType entry = begin(to, type);
                for (JsonNode one : value) {
                    to.startGroup();
                    field(to, entry, 0, one);
                    to.endGroup();
                }
                to.endField(entry.getName(), 0);
            }
        } else if (type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            if (!value.isEmpty()) {
                GroupType entry = begin(to, type);
                for (Map.Entry<String, JsonNode> one : value.properties()) {
                    to.startGroup();
                    to.startField("key", 0);
                    to.addBinary(Binary.fromString(one.getKey()));
                    to.endField("key", 0);
                    field(to, entry, 1, one.getValue());
                    to.endGroup();
                }
                to.endField(entry.getName(), 0);
            }
        } else {
            fields(to, type, value);
        }
    }

    /** The entries of a list or of a map are a repeated field of its group. */
    private static GroupType begin(RecordConsumer to, GroupType type) {
        to.startField(type.getFieldName(0), 0);
        return type.getType(0).asGroupType();
    }

    private static void primitive(RecordConsumer to, PrimitiveType type, JsonNode value) {
        switch (type.getPrimitiveTypeName()) {
            case INT64 -> to.addLong(value.longValue());
            case DOUBLE -> to.addDouble(value.doubleValue());
            case BINARY -> to.addBinary(Binary.fromString(value.textValue()));
            case FIXED_LEN_BYTE_ARRAY -> to.addBinary(decimal(type, value.decimalValue()));
            default -> throw new IllegalArgumentException("no field is of this type: " + type);
        }
    }

    private static Binary decimal(PrimitiveType type, BigDecimal value) {
        int scale = ((DecimalLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getScale();
        byte[] digits = value.setScale(scale).unscaledValue().toByteArray();
        byte[] all = new byte[type.getTypeLength()];
        Arrays.fill(all, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, all, all.length - digits.length, digits.length);
        return Binary.fromConstantByteArray(all);
    }
}
