package io.polisflow.process.models.gate;

import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * What the byte code of one class says about variables.
 *
 * @param texts texts that may be names of variables which it writes: all but those by which it only reads a form
 * @param variables constants of type {@link Variable} that it names otherwise than to read or remove them
 * @param declared constants of that type that it holds itself
 * @param used other classes under the same root that it uses
 */
record NamedInClass(Set<String> texts, Set<Constant> variables, Set<String> declared, Set<String> used) {

    private static final String VARIABLE = Type.getInternalName(Variable.class);
    private static final String FORM_INPUT = Type.getInternalName(FormInput.class);
    private static final Set<String> READING = Set.of("get", "remove");

    /** A static field and the class that holds it. */
    record Constant(String owner, String field) {}

    static NamedInClass read(ClassReader reader, String root) {
        NamedInClass named = new NamedInClass(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        reader.accept(named.new Scan(root), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return named;
    }

    private final class Scan extends ClassVisitor {

        private final String root;

        Scan(String root) {
            super(SpringAsmInfo.ASM_VERSION);
            this.root = root;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            use(parent);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            if ((access & Opcodes.ACC_STATIC) != 0 && type.equals("L" + VARIABLE + ";")) {
                declared.add(name);
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            // A contract names all its variables when it is initialized, which writes none of them.
            return name.equals("<clinit>") && !declared.isEmpty() ? null : new Body(this);
        }

        private void use(String owner) {
            if (owner != null && owner.startsWith(root)) {
                used.add(owner);
            }
        }
    }

    /** A constant stays pending until the method that is called on it tells what it is for. */
    private final class Body extends MethodVisitor {

        private final Scan scan;
        private final Deque<Constant> pending = new ArrayDeque<>();
        private String text;

        Body(Scan scan) {
            super(SpringAsmInfo.ASM_VERSION);
            this.scan = scan;
        }

        @Override
        public void visitLdcInsn(Object value) {
            settle();
            text = value instanceof String constant ? constant : null;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            settle();
            scan.use(owner);
            if (opcode == Opcodes.GETSTATIC && type.equals("L" + VARIABLE + ";")) {
                pending.push(new Constant(owner, name));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean onInterface) {
            if (owner.equals(FORM_INPUT)) {
                text = null;
            }
            settle();
            scan.use(owner);
            if (owner.equals(VARIABLE) && opcode == Opcodes.INVOKEVIRTUAL && !pending.isEmpty()) {
                Constant variable = pending.pop();
                if (!READING.contains(name)) {
                    variables.add(variable);
                }
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            settle();
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    scan.use(handle.getOwner());
                }
            }
        }

        @Override
        public void visitEnd() {
            settle();
            variables.addAll(pending);
        }

        private void settle() {
            if (text != null) {
                texts.add(text);
                text = null;
            }
        }
    }
}
