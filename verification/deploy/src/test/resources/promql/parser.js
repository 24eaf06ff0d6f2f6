var __extends = (this && this.__extends) || (function () {
    var extendStatics = function (d, b) {
        extendStatics = Object.setPrototypeOf ||
            ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
            function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
        return extendStatics(d, b);
    };
    return function (d, b) {
        if (typeof b !== "function" && b !== null)
            throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() { this.constructor = d; }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
    };
})();
var __values = (this && this.__values) || function(o) {
    var s = typeof Symbol === "function" && Symbol.iterator, m = s && o[s], i = 0;
    if (m) return m.call(o);
    if (o && typeof o.length === "number") return {
        next: function () {
            if (o && i >= o.length) o = void 0;
            return { value: o && o[i++], done: !o };
        }
    };
    throw new TypeError(s ? "Object is not iterable." : "Symbol.iterator is not defined.");
};
var __read = (this && this.__read) || function (o, n) {
    var m = typeof Symbol === "function" && o[Symbol.iterator];
    if (!m) return o;
    var i = m.call(o), r, ar = [], e;
    try {
        while ((n === void 0 || n-- > 0) && !(r = i.next()).done) ar.push(r.value);
    }
    catch (error) { e = { error: error }; }
    finally {
        try {
            if (r && !r.done && (m = i["return"])) m.call(i);
        }
        finally { if (e) throw e.error; }
    }
    return ar;
};
var __spreadArray = (this && this.__spreadArray) || function (to, from, pack) {
    if (pack || arguments.length === 2) for (var i = 0, l = from.length, ar; i < l; i++) {
        if (ar || !(i in from)) {
            if (!ar) ar = Array.prototype.slice.call(from, 0, i);
            ar[i] = from[i];
        }
    }
    return to.concat(ar || Array.prototype.slice.call(from));
};
(function () {
    // node_modules/@lezer/common/dist/index.js
    var DefaultBufferLength = 1024;
    var nextPropID = 0;
    var Range = /** @class */ (function () {
        function Range(from, to) {
            this.from = from;
            this.to = to;
        }
        return Range;
    }());
    var NodeProp = /** @class */ (function () {
        /**
        Create a new node prop type.
        */
        function NodeProp(config) {
            if (config === void 0) { config = {}; }
            this.id = nextPropID++;
            this.perNode = !!config.perNode;
            this.deserialize = config.deserialize || (function () {
                throw new Error("This node type doesn't define a deserialize function");
            });
            this.combine = config.combine || null;
        }
        /**
        This is meant to be used with
        [`NodeSet.extend`](#common.NodeSet.extend) or
        [`LRParser.configure`](#lr.ParserConfig.props) to compute
        prop values for each node type in the set. Takes a [match
        object](#common.NodeType^match) or function that returns undefined
        if the node type doesn't get this prop, and the prop's value if
        it does.
        */
        NodeProp.prototype.add = function (match) {
            var _this = this;
            if (this.perNode)
                throw new RangeError("Can't add per-node props to node types");
            if (typeof match != "function")
                match = NodeType.match(match);
            return function (type) {
                var result = match(type);
                return result === void 0 ? null : [_this, result];
            };
        };
        return NodeProp;
    }());
    NodeProp.closedBy = new NodeProp({ deserialize: function (str) { return str.split(" "); } });
    NodeProp.openedBy = new NodeProp({ deserialize: function (str) { return str.split(" "); } });
    NodeProp.group = new NodeProp({ deserialize: function (str) { return str.split(" "); } });
    NodeProp.isolate = new NodeProp({ deserialize: function (value) {
            if (value && value != "rtl" && value != "ltr" && value != "auto")
                throw new RangeError("Invalid value for isolate: " + value);
            return value || "auto";
        } });
    NodeProp.contextHash = new NodeProp({ perNode: true });
    NodeProp.lookAhead = new NodeProp({ perNode: true });
    NodeProp.mounted = new NodeProp({ perNode: true });
    var MountedTree = /** @class */ (function () {
        function MountedTree(tree, overlay, parser2, bracketed) {
            if (bracketed === void 0) { bracketed = false; }
            this.tree = tree;
            this.overlay = overlay;
            this.parser = parser2;
            this.bracketed = bracketed;
        }
        /**
        @internal
        */
        MountedTree.get = function (tree) {
            return tree && tree.props && tree.props[NodeProp.mounted.id];
        };
        return MountedTree;
    }());
    var noProps = /* @__PURE__ */ Object.create(null);
    var NodeType = /** @class */ (function () {
        /**
        @internal
        */
        function _NodeType(name2, props, id, flags) {
            if (flags === void 0) { flags = 0; }
            this.name = name2;
            this.props = props;
            this.id = id;
            this.flags = flags;
        }
        /**
        Define a node type.
        */
        _NodeType.define = function (spec) {
            var e_1, _b;
            var props = spec.props && spec.props.length ? /* @__PURE__ */ Object.create(null) : noProps;
            var flags = (spec.top ? 1 : 0) | (spec.skipped ? 2 : 0) | (spec.error ? 4 : 0) | (spec.name == null ? 8 : 0);
            var type = new _NodeType(spec.name || "", props, spec.id, flags);
            if (spec.props)
                try {
                    for (var _c = __values(spec.props), _d = _c.next(); !_d.done; _d = _c.next()) {
                        var src = _d.value;
                        if (!Array.isArray(src))
                            src = src(type);
                        if (src) {
                            if (src[0].perNode)
                                throw new RangeError("Can't store a per-node prop on a node type");
                            props[src[0].id] = src[1];
                        }
                    }
                }
                catch (e_1_1) { e_1 = { error: e_1_1 }; }
                finally {
                    try {
                        if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                    }
                    finally { if (e_1) throw e_1.error; }
                }
            return type;
        };
        /**
        Retrieves a node prop for this type. Will return `undefined` if
        the prop isn't present on this node.
        */
        _NodeType.prototype.prop = function (prop) {
            return this.props[prop.id];
        };
        Object.defineProperty(_NodeType.prototype, "isTop", {
            /**
            True when this is the top node of a grammar.
            */
            get: function () {
                return (this.flags & 1) > 0;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_NodeType.prototype, "isSkipped", {
            /**
            True when this node is produced by a skip rule.
            */
            get: function () {
                return (this.flags & 2) > 0;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_NodeType.prototype, "isError", {
            /**
            Indicates whether this is an error node.
            */
            get: function () {
                return (this.flags & 4) > 0;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_NodeType.prototype, "isAnonymous", {
            /**
            When true, this node type doesn't correspond to a user-declared
            named node, for example because it is used to cache repetition.
            */
            get: function () {
                return (this.flags & 8) > 0;
            },
            enumerable: false,
            configurable: true
        });
        /**
        Returns true when this node's name or one of its
        [groups](#common.NodeProp^group) matches the given string.
        */
        _NodeType.prototype.is = function (name2) {
            if (typeof name2 == "string") {
                if (this.name == name2)
                    return true;
                var group = this.prop(NodeProp.group);
                return group ? group.indexOf(name2) > -1 : false;
            }
            return this.id == name2;
        };
        /**
        Create a function from node types to arbitrary values by
        specifying an object whose property names are node or
        [group](#common.NodeProp^group) names. Often useful with
        [`NodeProp.add`](#common.NodeProp.add). You can put multiple
        names, separated by spaces, in a single property name to map
        multiple node names to a single value.
        */
        _NodeType.match = function (map) {
            var e_2, _b;
            var direct = /* @__PURE__ */ Object.create(null);
            for (var prop in map)
                try {
                    for (var _c = (e_2 = void 0, __values(prop.split(" "))), _d = _c.next(); !_d.done; _d = _c.next()) {
                        var name2 = _d.value;
                        direct[name2] = map[prop];
                    }
                }
                catch (e_2_1) { e_2 = { error: e_2_1 }; }
                finally {
                    try {
                        if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                    }
                    finally { if (e_2) throw e_2.error; }
                }
            return function (node) {
                for (var groups = node.prop(NodeProp.group), i = -1; i < (groups ? groups.length : 0); i++) {
                    var found = direct[i < 0 ? node.name : groups[i]];
                    if (found)
                        return found;
                }
            };
        };
        return _NodeType;
    }());
    NodeType.none = new NodeType("", 
    /* @__PURE__ */ Object.create(null), 0, 8
    /* NodeFlag.Anonymous */
    );
    var NodeSet = /** @class */ (function () {
        /**
        Create a set with the given types. The `id` property of each
        type should correspond to its position within the array.
        */
        function _NodeSet(types) {
            this.types = types;
            for (var i = 0; i < types.length; i++)
                if (types[i].id != i)
                    throw new RangeError("Node type ids should correspond to array positions when creating a node set");
        }
        /**
        Create a copy of this set with some node properties added. The
        arguments to this method can be created with
        [`NodeProp.add`](#common.NodeProp.add).
        */
        _NodeSet.prototype.extend = function () {
            var e_3, _b, e_4, _c;
            var props = [];
            for (var _i = 0; _i < arguments.length; _i++) {
                props[_i] = arguments[_i];
            }
            var newTypes = [];
            try {
                for (var _d = __values(this.types), _e = _d.next(); !_e.done; _e = _d.next()) {
                    var type = _e.value;
                    var newProps = null;
                    try {
                        for (var props_1 = (e_4 = void 0, __values(props)), props_1_1 = props_1.next(); !props_1_1.done; props_1_1 = props_1.next()) {
                            var source = props_1_1.value;
                            var add = source(type);
                            if (add) {
                                if (!newProps)
                                    newProps = Object.assign({}, type.props);
                                var value = add[1], prop = add[0];
                                if (prop.combine && prop.id in newProps)
                                    value = prop.combine(newProps[prop.id], value);
                                newProps[prop.id] = value;
                            }
                        }
                    }
                    catch (e_4_1) { e_4 = { error: e_4_1 }; }
                    finally {
                        try {
                            if (props_1_1 && !props_1_1.done && (_c = props_1.return)) _c.call(props_1);
                        }
                        finally { if (e_4) throw e_4.error; }
                    }
                    newTypes.push(newProps ? new NodeType(type.name, newProps, type.id, type.flags) : type);
                }
            }
            catch (e_3_1) { e_3 = { error: e_3_1 }; }
            finally {
                try {
                    if (_e && !_e.done && (_b = _d.return)) _b.call(_d);
                }
                finally { if (e_3) throw e_3.error; }
            }
            return new _NodeSet(newTypes);
        };
        return _NodeSet;
    }());
    var CachedNode = /* @__PURE__ */ new WeakMap();
    var CachedInnerNode = /* @__PURE__ */ new WeakMap();
    var IterMode;
    (function (IterMode2) {
        IterMode2[IterMode2["ExcludeBuffers"] = 1] = "ExcludeBuffers";
        IterMode2[IterMode2["IncludeAnonymous"] = 2] = "IncludeAnonymous";
        IterMode2[IterMode2["IgnoreMounts"] = 4] = "IgnoreMounts";
        IterMode2[IterMode2["IgnoreOverlays"] = 8] = "IgnoreOverlays";
        IterMode2[IterMode2["EnterBracketed"] = 16] = "EnterBracketed";
    })(IterMode || (IterMode = {}));
    var Tree = /** @class */ (function () {
        /**
        Construct a new tree. See also [`Tree.build`](#common.Tree^build).
        */
        function _Tree(type, children, positions, length, props) {
            var e_5, _b;
            this.type = type;
            this.children = children;
            this.positions = positions;
            this.length = length;
            this.props = null;
            if (props && props.length) {
                this.props = /* @__PURE__ */ Object.create(null);
                try {
                    for (var props_2 = __values(props), props_2_1 = props_2.next(); !props_2_1.done; props_2_1 = props_2.next()) {
                        var _c = __read(props_2_1.value, 2), prop = _c[0], value = _c[1];
                        this.props[typeof prop == "number" ? prop : prop.id] = value;
                    }
                }
                catch (e_5_1) { e_5 = { error: e_5_1 }; }
                finally {
                    try {
                        if (props_2_1 && !props_2_1.done && (_b = props_2.return)) _b.call(props_2);
                    }
                    finally { if (e_5) throw e_5.error; }
                }
            }
        }
        /**
        @internal
        */
        _Tree.prototype.toString = function () {
            var e_6, _b;
            var mounted = MountedTree.get(this);
            if (mounted && !mounted.overlay)
                return mounted.tree.toString();
            var children = "";
            try {
                for (var _c = __values(this.children), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var ch = _d.value;
                    var str = ch.toString();
                    if (str) {
                        if (children)
                            children += ",";
                        children += str;
                    }
                }
            }
            catch (e_6_1) { e_6 = { error: e_6_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_6) throw e_6.error; }
            }
            return !this.type.name ? children : (/\W/.test(this.type.name) && !this.type.isError ? JSON.stringify(this.type.name) : this.type.name) + (children.length ? "(" + children + ")" : "");
        };
        /**
        Get a [tree cursor](#common.TreeCursor) positioned at the top of
        the tree. Mode can be used to [control](#common.IterMode) which
        nodes the cursor visits.
        */
        _Tree.prototype.cursor = function (mode) {
            if (mode === void 0) { mode = 0; }
            return new TreeCursor(this.topNode, mode);
        };
        /**
        Get a [tree cursor](#common.TreeCursor) pointing into this tree
        at the given position and side (see
        [`moveTo`](#common.TreeCursor.moveTo).
        */
        _Tree.prototype.cursorAt = function (pos, side, mode) {
            if (side === void 0) { side = 0; }
            if (mode === void 0) { mode = 0; }
            var scope = CachedNode.get(this) || this.topNode;
            var cursor = new TreeCursor(scope);
            cursor.moveTo(pos, side);
            CachedNode.set(this, cursor._tree);
            return cursor;
        };
        Object.defineProperty(_Tree.prototype, "topNode", {
            /**
            Get a [syntax node](#common.SyntaxNode) object for the top of the
            tree.
            */
            get: function () {
                return new TreeNode(this, 0, 0, null);
            },
            enumerable: false,
            configurable: true
        });
        /**
        Get the [syntax node](#common.SyntaxNode) at the given position.
        If `side` is -1, this will move into nodes that end at the
        position. If 1, it'll move into nodes that start at the
        position. With 0, it'll only enter nodes that cover the position
        from both sides.
        
        Note that this will not enter
        [overlays](#common.MountedTree.overlay), and you often want
        [`resolveInner`](#common.Tree.resolveInner) instead.
        */
        _Tree.prototype.resolve = function (pos, side) {
            if (side === void 0) { side = 0; }
            var node = resolveNode(CachedNode.get(this) || this.topNode, pos, side, false);
            CachedNode.set(this, node);
            return node;
        };
        /**
        Like [`resolve`](#common.Tree.resolve), but will enter
        [overlaid](#common.MountedTree.overlay) nodes, producing a syntax node
        pointing into the innermost overlaid tree at the given position
        (with parent links going through all parent structure, including
        the host trees).
        */
        _Tree.prototype.resolveInner = function (pos, side) {
            if (side === void 0) { side = 0; }
            var node = resolveNode(CachedInnerNode.get(this) || this.topNode, pos, side, true);
            CachedInnerNode.set(this, node);
            return node;
        };
        /**
        In some situations, it can be useful to iterate through all
        nodes around a position, including those in overlays that don't
        directly cover the position. This method gives you an iterator
        that will produce all nodes, from small to big, around the given
        position.
        */
        _Tree.prototype.resolveStack = function (pos, side) {
            if (side === void 0) { side = 0; }
            return stackIterator(this, pos, side);
        };
        /**
        Iterate over the tree and its children, calling `enter` for any
        node that touches the `from`/`to` region (if given) before
        running over such a node's children, and `leave` (if given) when
        leaving the node. When `enter` returns `false`, that node will
        not have its children iterated over (or `leave` called).
        */
        _Tree.prototype.iterate = function (spec) {
            var enter = spec.enter, leave = spec.leave, _b = spec.from, from = _b === void 0 ? 0 : _b, _c = spec.to, to = _c === void 0 ? this.length : _c;
            var mode = spec.mode || 0, anon = (mode & IterMode.IncludeAnonymous) > 0;
            for (var c = this.cursor(mode | IterMode.IncludeAnonymous);;) {
                var entered = false;
                if (c.from <= to && c.to >= from && (!anon && c.type.isAnonymous || enter(c) !== false)) {
                    if (c.firstChild())
                        continue;
                    entered = true;
                }
                for (;;) {
                    if (entered && leave && (anon || !c.type.isAnonymous))
                        leave(c);
                    if (c.nextSibling())
                        break;
                    if (!c.parent())
                        return;
                    entered = true;
                }
            }
        };
        /**
        Get the value of the given [node prop](#common.NodeProp) for this
        node. Works with both per-node and per-type props.
        */
        _Tree.prototype.prop = function (prop) {
            return !prop.perNode ? this.type.prop(prop) : this.props ? this.props[prop.id] : void 0;
        };
        Object.defineProperty(_Tree.prototype, "propValues", {
            /**
            Returns the node's [per-node props](#common.NodeProp.perNode) in a
            format that can be passed to the [`Tree`](#common.Tree)
            constructor.
            */
            get: function () {
                var result = [];
                if (this.props)
                    for (var id in this.props)
                        result.push([+id, this.props[id]]);
                return result;
            },
            enumerable: false,
            configurable: true
        });
        /**
        Balance the direct children of this tree, producing a copy of
        which may have children grouped into subtrees with type
        [`NodeType.none`](#common.NodeType^none).
        */
        _Tree.prototype.balance = function (config) {
            var _this = this;
            if (config === void 0) { config = {}; }
            return this.children.length <= 8 ? this : balanceRange(NodeType.none, this.children, this.positions, 0, this.children.length, 0, this.length, function (children, positions, length) { return new _Tree(_this.type, children, positions, length, _this.propValues); }, config.makeTree || (function (children, positions, length) { return new _Tree(NodeType.none, children, positions, length); }));
        };
        /**
        Build a tree from a postfix-ordered buffer of node information,
        or a cursor over such a buffer.
        */
        _Tree.build = function (data) {
            return buildTree(data);
        };
        return _Tree;
    }());
    Tree.empty = new Tree(NodeType.none, [], [], 0);
    var FlatBufferCursor = /** @class */ (function () {
        function _FlatBufferCursor(buffer, index) {
            this.buffer = buffer;
            this.index = index;
        }
        Object.defineProperty(_FlatBufferCursor.prototype, "id", {
            get: function () {
                return this.buffer[this.index - 4];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_FlatBufferCursor.prototype, "start", {
            get: function () {
                return this.buffer[this.index - 3];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_FlatBufferCursor.prototype, "end", {
            get: function () {
                return this.buffer[this.index - 2];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_FlatBufferCursor.prototype, "size", {
            get: function () {
                return this.buffer[this.index - 1];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_FlatBufferCursor.prototype, "pos", {
            get: function () {
                return this.index;
            },
            enumerable: false,
            configurable: true
        });
        _FlatBufferCursor.prototype.next = function () {
            this.index -= 4;
        };
        _FlatBufferCursor.prototype.fork = function () {
            return new _FlatBufferCursor(this.buffer, this.index);
        };
        return _FlatBufferCursor;
    }());
    var TreeBuffer = /** @class */ (function () {
        /**
        Create a tree buffer.
        */
        function _TreeBuffer(buffer, length, set) {
            this.buffer = buffer;
            this.length = length;
            this.set = set;
        }
        Object.defineProperty(_TreeBuffer.prototype, "type", {
            /**
            @internal
            */
            get: function () {
                return NodeType.none;
            },
            enumerable: false,
            configurable: true
        });
        /**
        @internal
        */
        _TreeBuffer.prototype.toString = function () {
            var result = [];
            for (var index = 0; index < this.buffer.length;) {
                result.push(this.childString(index));
                index = this.buffer[index + 3];
            }
            return result.join(",");
        };
        /**
        @internal
        */
        _TreeBuffer.prototype.childString = function (index) {
            var id = this.buffer[index], endIndex = this.buffer[index + 3];
            var type = this.set.types[id], result = type.name;
            if (/\W/.test(result) && !type.isError)
                result = JSON.stringify(result);
            index += 4;
            if (endIndex == index)
                return result;
            var children = [];
            while (index < endIndex) {
                children.push(this.childString(index));
                index = this.buffer[index + 3];
            }
            return result + "(" + children.join(",") + ")";
        };
        /**
        @internal
        */
        _TreeBuffer.prototype.findChild = function (startIndex, endIndex, dir, pos, side) {
            var buffer = this.buffer, pick = -1;
            for (var i = startIndex; i != endIndex; i = buffer[i + 3]) {
                if (checkSide(side, pos, buffer[i + 1], buffer[i + 2])) {
                    pick = i;
                    if (dir > 0)
                        break;
                }
            }
            return pick;
        };
        /**
        @internal
        */
        _TreeBuffer.prototype.slice = function (startI, endI, from) {
            var b = this.buffer;
            var copy = new Uint16Array(endI - startI), len = 0;
            for (var i = startI, j = 0; i < endI;) {
                copy[j++] = b[i++];
                copy[j++] = b[i++] - from;
                var to = copy[j++] = b[i++] - from;
                copy[j++] = b[i++] - startI;
                len = Math.max(len, to);
            }
            return new _TreeBuffer(copy, len, this.set);
        };
        return _TreeBuffer;
    }());
    function checkSide(side, pos, from, to) {
        switch (side) {
            case -2:
                return from < pos;
            case -1:
                return to >= pos && from < pos;
            case 0:
                return from < pos && to > pos;
            case 1:
                return from <= pos && to > pos;
            case 2:
                return to > pos;
            case 4:
                return true;
        }
    }
    function resolveNode(node, pos, side, overlays) {
        var _a;
        while (node.from == node.to || (side < 1 ? node.from >= pos : node.from > pos) || (side > -1 ? node.to <= pos : node.to < pos)) {
            var parent = !overlays && node instanceof TreeNode && node.index < 0 ? null : node.parent;
            if (!parent)
                return node;
            node = parent;
        }
        var mode = overlays ? 0 : IterMode.IgnoreOverlays;
        if (overlays)
            for (var scan = node, parent = scan.parent; parent; scan = parent, parent = scan.parent) {
                if (scan instanceof TreeNode && scan.index < 0 && ((_a = parent.enter(pos, side, mode)) === null || _a === void 0 ? void 0 : _a.from) != scan.from)
                    node = parent;
            }
        for (;;) {
            var inner = node.enter(pos, side, mode);
            if (!inner)
                return node;
            node = inner;
        }
    }
    var BaseNode = /** @class */ (function () {
        function BaseNode() {
        }
        BaseNode.prototype.cursor = function (mode) {
            if (mode === void 0) { mode = 0; }
            return new TreeCursor(this, mode);
        };
        BaseNode.prototype.getChild = function (type, before, after) {
            if (before === void 0) { before = null; }
            if (after === void 0) { after = null; }
            var r = getChildren(this, type, before, after);
            return r.length ? r[0] : null;
        };
        BaseNode.prototype.getChildren = function (type, before, after) {
            if (before === void 0) { before = null; }
            if (after === void 0) { after = null; }
            return getChildren(this, type, before, after);
        };
        BaseNode.prototype.resolve = function (pos, side) {
            if (side === void 0) { side = 0; }
            return resolveNode(this, pos, side, false);
        };
        BaseNode.prototype.resolveInner = function (pos, side) {
            if (side === void 0) { side = 0; }
            return resolveNode(this, pos, side, true);
        };
        BaseNode.prototype.matchContext = function (context) {
            return matchNodeContext(this.parent, context);
        };
        BaseNode.prototype.enterUnfinishedNodesBefore = function (pos) {
            var scan = this.childBefore(pos), node = this;
            while (scan) {
                var last = scan.lastChild;
                if (!last || last.to != scan.to)
                    break;
                if (last.type.isError && last.from == last.to) {
                    node = scan;
                    scan = last.prevSibling;
                }
                else {
                    scan = last;
                }
            }
            return node;
        };
        Object.defineProperty(BaseNode.prototype, "node", {
            get: function () {
                return this;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(BaseNode.prototype, "next", {
            get: function () {
                return this.parent;
            },
            enumerable: false,
            configurable: true
        });
        return BaseNode;
    }());
    var TreeNode = /** @class */ (function (_super) {
        __extends(_TreeNode, _super);
        function _TreeNode(_tree, from, index, _parent) {
            var _this = _super.call(this) || this;
            _this._tree = _tree;
            _this.from = from;
            _this.index = index;
            _this._parent = _parent;
            return _this;
        }
        Object.defineProperty(_TreeNode.prototype, "type", {
            get: function () {
                return this._tree.type;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_TreeNode.prototype, "name", {
            get: function () {
                return this._tree.type.name;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_TreeNode.prototype, "to", {
            get: function () {
                return this.from + this._tree.length;
            },
            enumerable: false,
            configurable: true
        });
        _TreeNode.prototype.nextChild = function (i, dir, pos, side, mode) {
            if (mode === void 0) { mode = 0; }
            for (var parent = this;;) {
                for (var _b = parent._tree, children = _b.children, positions = _b.positions, e = dir > 0 ? children.length : -1; i != e; i += dir) {
                    var next = children[i], start = positions[i] + parent.from, mounted = void 0;
                    if (!(mode & IterMode.EnterBracketed && next instanceof Tree && (mounted = MountedTree.get(next)) && !mounted.overlay && mounted.bracketed && pos >= start && pos <= start + next.length) && !checkSide(side, pos, start, start + next.length))
                        continue;
                    if (next instanceof TreeBuffer) {
                        if (mode & IterMode.ExcludeBuffers)
                            continue;
                        var index = next.findChild(0, next.buffer.length, dir, pos - start, side);
                        if (index > -1)
                            return new BufferNode(new BufferContext(parent, next, i, start), null, index);
                    }
                    else if (mode & IterMode.IncludeAnonymous || (!next.type.isAnonymous || hasChild(next))) {
                        var mounted2 = void 0;
                        if (!(mode & IterMode.IgnoreMounts) && (mounted2 = MountedTree.get(next)) && !mounted2.overlay)
                            return new _TreeNode(mounted2.tree, start, i, parent);
                        var inner = new _TreeNode(next, start, i, parent);
                        return mode & IterMode.IncludeAnonymous || !inner.type.isAnonymous ? inner : inner.nextChild(dir < 0 ? next.children.length - 1 : 0, dir, pos, side, mode);
                    }
                }
                if (mode & IterMode.IncludeAnonymous || !parent.type.isAnonymous)
                    return null;
                if (parent.index >= 0)
                    i = parent.index + dir;
                else
                    i = dir < 0 ? -1 : parent._parent._tree.children.length;
                parent = parent._parent;
                if (!parent)
                    return null;
            }
        };
        Object.defineProperty(_TreeNode.prototype, "firstChild", {
            get: function () {
                return this.nextChild(0, 1, 0, 4
                /* Side.DontCare */
                );
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_TreeNode.prototype, "lastChild", {
            get: function () {
                return this.nextChild(this._tree.children.length - 1, -1, 0, 4
                /* Side.DontCare */
                );
            },
            enumerable: false,
            configurable: true
        });
        _TreeNode.prototype.childAfter = function (pos) {
            return this.nextChild(0, 1, pos, 2
            /* Side.After */
            );
        };
        _TreeNode.prototype.childBefore = function (pos) {
            return this.nextChild(this._tree.children.length - 1, -1, pos, -2
            /* Side.Before */
            );
        };
        _TreeNode.prototype.prop = function (prop) {
            return this._tree.prop(prop);
        };
        _TreeNode.prototype.enter = function (pos, side, mode) {
            var e_7, _b;
            if (mode === void 0) { mode = 0; }
            var mounted;
            if (!(mode & IterMode.IgnoreOverlays) && (mounted = MountedTree.get(this._tree)) && mounted.overlay) {
                var rPos = pos - this.from, enterBracketed = mode & IterMode.EnterBracketed && mounted.bracketed;
                try {
                    for (var _c = __values(mounted.overlay), _d = _c.next(); !_d.done; _d = _c.next()) {
                        var _e = _d.value, from = _e.from, to = _e.to;
                        if ((side > 0 || enterBracketed ? from <= rPos : from < rPos) && (side < 0 || enterBracketed ? to >= rPos : to > rPos))
                            return new _TreeNode(mounted.tree, mounted.overlay[0].from + this.from, -1, this);
                    }
                }
                catch (e_7_1) { e_7 = { error: e_7_1 }; }
                finally {
                    try {
                        if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                    }
                    finally { if (e_7) throw e_7.error; }
                }
            }
            return this.nextChild(0, 1, pos, side, mode);
        };
        _TreeNode.prototype.nextSignificantParent = function () {
            var val = this;
            while (val.type.isAnonymous && val._parent)
                val = val._parent;
            return val;
        };
        Object.defineProperty(_TreeNode.prototype, "parent", {
            get: function () {
                return this._parent ? this._parent.nextSignificantParent() : null;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_TreeNode.prototype, "nextSibling", {
            get: function () {
                return this._parent && this.index >= 0 ? this._parent.nextChild(this.index + 1, 1, 0, 4
                /* Side.DontCare */
                ) : null;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_TreeNode.prototype, "prevSibling", {
            get: function () {
                return this._parent && this.index >= 0 ? this._parent.nextChild(this.index - 1, -1, 0, 4
                /* Side.DontCare */
                ) : null;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_TreeNode.prototype, "tree", {
            get: function () {
                return this._tree;
            },
            enumerable: false,
            configurable: true
        });
        _TreeNode.prototype.toTree = function () {
            return this._tree;
        };
        /**
        @internal
        */
        _TreeNode.prototype.toString = function () {
            return this._tree.toString();
        };
        return _TreeNode;
    }(BaseNode));
    function getChildren(node, type, before, after) {
        var cur = node.cursor(), result = [];
        if (!cur.firstChild())
            return result;
        if (before != null)
            for (var found = false; !found;) {
                found = cur.type.is(before);
                if (!cur.nextSibling())
                    return result;
            }
        for (;;) {
            if (after != null && cur.type.is(after))
                return result;
            if (cur.type.is(type))
                result.push(cur.node);
            if (!cur.nextSibling())
                return after == null ? result : [];
        }
    }
    function matchNodeContext(node, context, i) {
        if (i === void 0) { i = context.length - 1; }
        for (var p = node; i >= 0; p = p.parent) {
            if (!p)
                return false;
            if (!p.type.isAnonymous) {
                if (context[i] && context[i] != p.name)
                    return false;
                i--;
            }
        }
        return true;
    }
    var BufferContext = /** @class */ (function () {
        function BufferContext(parent, buffer, index, start) {
            this.parent = parent;
            this.buffer = buffer;
            this.index = index;
            this.start = start;
        }
        return BufferContext;
    }());
    var BufferNode = /** @class */ (function (_super) {
        __extends(_BufferNode, _super);
        function _BufferNode(context, _parent, index) {
            var _this = _super.call(this) || this;
            _this.context = context;
            _this._parent = _parent;
            _this.index = index;
            _this.type = context.buffer.set.types[context.buffer.buffer[index]];
            return _this;
        }
        Object.defineProperty(_BufferNode.prototype, "name", {
            get: function () {
                return this.type.name;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_BufferNode.prototype, "from", {
            get: function () {
                return this.context.start + this.context.buffer.buffer[this.index + 1];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_BufferNode.prototype, "to", {
            get: function () {
                return this.context.start + this.context.buffer.buffer[this.index + 2];
            },
            enumerable: false,
            configurable: true
        });
        _BufferNode.prototype.child = function (dir, pos, side) {
            var buffer = this.context.buffer;
            var index = buffer.findChild(this.index + 4, buffer.buffer[this.index + 3], dir, pos - this.context.start, side);
            return index < 0 ? null : new _BufferNode(this.context, this, index);
        };
        Object.defineProperty(_BufferNode.prototype, "firstChild", {
            get: function () {
                return this.child(1, 0, 4
                /* Side.DontCare */
                );
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_BufferNode.prototype, "lastChild", {
            get: function () {
                return this.child(-1, 0, 4
                /* Side.DontCare */
                );
            },
            enumerable: false,
            configurable: true
        });
        _BufferNode.prototype.childAfter = function (pos) {
            return this.child(1, pos, 2
            /* Side.After */
            );
        };
        _BufferNode.prototype.childBefore = function (pos) {
            return this.child(-1, pos, -2
            /* Side.Before */
            );
        };
        _BufferNode.prototype.prop = function (prop) {
            return this.type.prop(prop);
        };
        _BufferNode.prototype.enter = function (pos, side, mode) {
            if (mode === void 0) { mode = 0; }
            if (mode & IterMode.ExcludeBuffers)
                return null;
            var buffer = this.context.buffer;
            var index = buffer.findChild(this.index + 4, buffer.buffer[this.index + 3], side > 0 ? 1 : -1, pos - this.context.start, side);
            return index < 0 ? null : new _BufferNode(this.context, this, index);
        };
        Object.defineProperty(_BufferNode.prototype, "parent", {
            get: function () {
                return this._parent || this.context.parent.nextSignificantParent();
            },
            enumerable: false,
            configurable: true
        });
        _BufferNode.prototype.externalSibling = function (dir) {
            return this._parent ? null : this.context.parent.nextChild(this.context.index + dir, dir, 0, 4
            /* Side.DontCare */
            );
        };
        Object.defineProperty(_BufferNode.prototype, "nextSibling", {
            get: function () {
                var buffer = this.context.buffer;
                var after = buffer.buffer[this.index + 3];
                if (after < (this._parent ? buffer.buffer[this._parent.index + 3] : buffer.buffer.length))
                    return new _BufferNode(this.context, this._parent, after);
                return this.externalSibling(1);
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_BufferNode.prototype, "prevSibling", {
            get: function () {
                var buffer = this.context.buffer;
                var parentStart = this._parent ? this._parent.index + 4 : 0;
                if (this.index == parentStart)
                    return this.externalSibling(-1);
                return new _BufferNode(this.context, this._parent, buffer.findChild(parentStart, this.index, -1, 0, 4
                /* Side.DontCare */
                ));
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_BufferNode.prototype, "tree", {
            get: function () {
                return null;
            },
            enumerable: false,
            configurable: true
        });
        _BufferNode.prototype.toTree = function () {
            var children = [], positions = [];
            var buffer = this.context.buffer;
            var startI = this.index + 4, endI = buffer.buffer[this.index + 3];
            if (endI > startI) {
                var from = buffer.buffer[this.index + 1];
                children.push(buffer.slice(startI, endI, from));
                positions.push(0);
            }
            return new Tree(this.type, children, positions, this.to - this.from);
        };
        /**
        @internal
        */
        _BufferNode.prototype.toString = function () {
            return this.context.buffer.childString(this.index);
        };
        return _BufferNode;
    }(BaseNode));
    function iterStack(heads) {
        if (!heads.length)
            return null;
        var pick = 0, picked = heads[0];
        for (var i = 1; i < heads.length; i++) {
            var node = heads[i];
            if (node.from > picked.from || node.to < picked.to) {
                picked = node;
                pick = i;
            }
        }
        var next = picked instanceof TreeNode && picked.index < 0 ? null : picked.parent;
        var newHeads = heads.slice();
        if (next)
            newHeads[pick] = next;
        else
            newHeads.splice(pick, 1);
        return new StackIterator(newHeads, picked);
    }
    var StackIterator = /** @class */ (function () {
        function StackIterator(heads, node) {
            this.heads = heads;
            this.node = node;
        }
        Object.defineProperty(StackIterator.prototype, "next", {
            get: function () {
                return iterStack(this.heads);
            },
            enumerable: false,
            configurable: true
        });
        return StackIterator;
    }());
    function stackIterator(tree, pos, side) {
        var inner = tree.resolveInner(pos, side), layers = null;
        for (var scan = inner instanceof TreeNode ? inner : inner.context.parent; scan; scan = scan.parent) {
            if (scan.index < 0) {
                var parent = scan.parent;
                (layers || (layers = [inner])).push(parent.resolve(pos, side));
                scan = parent;
            }
            else {
                var mount = MountedTree.get(scan.tree);
                if (mount && mount.overlay && mount.overlay[0].from <= pos && mount.overlay[mount.overlay.length - 1].to >= pos) {
                    var root = new TreeNode(mount.tree, mount.overlay[0].from + scan.from, -1, scan);
                    (layers || (layers = [inner])).push(resolveNode(root, pos, side, false));
                }
            }
        }
        return layers ? iterStack(layers) : inner;
    }
    var TreeCursor = /** @class */ (function () {
        /**
        @internal
        */
        function TreeCursor(node, mode) {
            if (mode === void 0) { mode = 0; }
            this.buffer = null;
            this.stack = [];
            this.index = 0;
            this.bufferNode = null;
            this.mode = mode & ~IterMode.EnterBracketed;
            if (node instanceof TreeNode) {
                this.yieldNode(node);
            }
            else {
                this._tree = node.context.parent;
                this.buffer = node.context;
                for (var n = node._parent; n; n = n._parent)
                    this.stack.unshift(n.index);
                this.bufferNode = node;
                this.yieldBuf(node.index);
            }
        }
        Object.defineProperty(TreeCursor.prototype, "name", {
            /**
            Shorthand for `.type.name`.
            */
            get: function () {
                return this.type.name;
            },
            enumerable: false,
            configurable: true
        });
        TreeCursor.prototype.yieldNode = function (node) {
            if (!node)
                return false;
            this._tree = node;
            this.type = node.type;
            this.from = node.from;
            this.to = node.to;
            return true;
        };
        TreeCursor.prototype.yieldBuf = function (index, type) {
            this.index = index;
            var _b = this.buffer, start = _b.start, buffer = _b.buffer;
            this.type = type || buffer.set.types[buffer.buffer[index]];
            this.from = start + buffer.buffer[index + 1];
            this.to = start + buffer.buffer[index + 2];
            return true;
        };
        /**
        @internal
        */
        TreeCursor.prototype.yield = function (node) {
            if (!node)
                return false;
            if (node instanceof TreeNode) {
                this.buffer = null;
                return this.yieldNode(node);
            }
            this.buffer = node.context;
            return this.yieldBuf(node.index, node.type);
        };
        /**
        @internal
        */
        TreeCursor.prototype.toString = function () {
            return this.buffer ? this.buffer.buffer.childString(this.index) : this._tree.toString();
        };
        /**
        @internal
        */
        TreeCursor.prototype.enterChild = function (dir, pos, side) {
            if (!this.buffer)
                return this.yield(this._tree.nextChild(dir < 0 ? this._tree._tree.children.length - 1 : 0, dir, pos, side, this.mode));
            var buffer = this.buffer.buffer;
            var index = buffer.findChild(this.index + 4, buffer.buffer[this.index + 3], dir, pos - this.buffer.start, side);
            if (index < 0)
                return false;
            this.stack.push(this.index);
            return this.yieldBuf(index);
        };
        /**
        Move the cursor to this node's first child. When this returns
        false, the node has no child, and the cursor has not been moved.
        */
        TreeCursor.prototype.firstChild = function () {
            return this.enterChild(1, 0, 4
            /* Side.DontCare */
            );
        };
        /**
        Move the cursor to this node's last child.
        */
        TreeCursor.prototype.lastChild = function () {
            return this.enterChild(-1, 0, 4
            /* Side.DontCare */
            );
        };
        /**
        Move the cursor to the first child that ends after `pos`.
        */
        TreeCursor.prototype.childAfter = function (pos) {
            return this.enterChild(1, pos, 2
            /* Side.After */
            );
        };
        /**
        Move to the last child that starts before `pos`.
        */
        TreeCursor.prototype.childBefore = function (pos) {
            return this.enterChild(-1, pos, -2
            /* Side.Before */
            );
        };
        /**
        Move the cursor to the child around `pos`. If side is -1 the
        child may end at that position, when 1 it may start there. This
        will also enter [overlaid](#common.MountedTree.overlay)
        [mounted](#common.NodeProp^mounted) trees unless `overlays` is
        set to false.
        */
        TreeCursor.prototype.enter = function (pos, side, mode) {
            if (mode === void 0) { mode = this.mode; }
            if (!this.buffer)
                return this.yield(this._tree.enter(pos, side, mode));
            return mode & IterMode.ExcludeBuffers ? false : this.enterChild(1, pos, side);
        };
        /**
        Move to the node's parent node, if this isn't the top node.
        */
        TreeCursor.prototype.parent = function () {
            if (!this.buffer)
                return this.yieldNode(this.mode & IterMode.IncludeAnonymous ? this._tree._parent : this._tree.parent);
            if (this.stack.length)
                return this.yieldBuf(this.stack.pop());
            var parent = this.mode & IterMode.IncludeAnonymous ? this.buffer.parent : this.buffer.parent.nextSignificantParent();
            this.buffer = null;
            return this.yieldNode(parent);
        };
        /**
        @internal
        */
        TreeCursor.prototype.sibling = function (dir) {
            if (!this.buffer)
                return !this._tree._parent ? false : this.yield(this._tree.index < 0 ? null : this._tree._parent.nextChild(this._tree.index + dir, dir, 0, 4, this.mode));
            var buffer = this.buffer.buffer, d = this.stack.length - 1;
            if (dir < 0) {
                var parentStart = d < 0 ? 0 : this.stack[d] + 4;
                if (this.index != parentStart)
                    return this.yieldBuf(buffer.findChild(parentStart, this.index, -1, 0, 4
                    /* Side.DontCare */
                    ));
            }
            else {
                var after = buffer.buffer[this.index + 3];
                if (after < (d < 0 ? buffer.buffer.length : buffer.buffer[this.stack[d] + 3]))
                    return this.yieldBuf(after);
            }
            return d < 0 ? this.yield(this.buffer.parent.nextChild(this.buffer.index + dir, dir, 0, 4, this.mode)) : false;
        };
        /**
        Move to this node's next sibling, if any.
        */
        TreeCursor.prototype.nextSibling = function () {
            return this.sibling(1);
        };
        /**
        Move to this node's previous sibling, if any.
        */
        TreeCursor.prototype.prevSibling = function () {
            return this.sibling(-1);
        };
        TreeCursor.prototype.atLastNode = function (dir) {
            var _b, _c;
            var index, parent, buffer = this.buffer;
            if (buffer) {
                if (dir > 0) {
                    if (this.index < buffer.buffer.buffer.length)
                        return false;
                }
                else {
                    for (var i = 0; i < this.index; i++)
                        if (buffer.buffer.buffer[i + 3] < this.index)
                            return false;
                }
                (index = buffer.index, parent = buffer.parent);
            }
            else {
                (_b = this._tree, index = _b.index, parent = _b._parent);
            }
            for (; parent; _c = parent, index = _c.index, parent = _c._parent) {
                if (index > -1)
                    for (var i = index + dir, e = dir < 0 ? -1 : parent._tree.children.length; i != e; i += dir) {
                        var child = parent._tree.children[i];
                        if (this.mode & IterMode.IncludeAnonymous || child instanceof TreeBuffer || !child.type.isAnonymous || hasChild(child))
                            return false;
                    }
            }
            return true;
        };
        TreeCursor.prototype.move = function (dir, enter) {
            if (enter && this.enterChild(dir, 0, 4
            /* Side.DontCare */
            ))
                return true;
            for (;;) {
                if (this.sibling(dir))
                    return true;
                if (this.atLastNode(dir) || !this.parent())
                    return false;
            }
        };
        /**
        Move to the next node in a
        [pre-order](https://en.wikipedia.org/wiki/Tree_traversal#Pre-order,_NLR)
        traversal, going from a node to its first child or, if the
        current node is empty or `enter` is false, its next sibling or
        the next sibling of the first parent node that has one.
        */
        TreeCursor.prototype.next = function (enter) {
            if (enter === void 0) { enter = true; }
            return this.move(1, enter);
        };
        /**
        Move to the next node in a last-to-first pre-order traversal. A
        node is followed by its last child or, if it has none, its
        previous sibling or the previous sibling of the first parent
        node that has one.
        */
        TreeCursor.prototype.prev = function (enter) {
            if (enter === void 0) { enter = true; }
            return this.move(-1, enter);
        };
        /**
        Move the cursor to the innermost node that covers `pos`. If
        `side` is -1, it will enter nodes that end at `pos`. If it is 1,
        it will enter nodes that start at `pos`.
        */
        TreeCursor.prototype.moveTo = function (pos, side) {
            if (side === void 0) { side = 0; }
            while (this.from == this.to || (side < 1 ? this.from >= pos : this.from > pos) || (side > -1 ? this.to <= pos : this.to < pos))
                if (!this.parent())
                    break;
            while (this.enterChild(1, pos, side)) {
            }
            return this;
        };
        Object.defineProperty(TreeCursor.prototype, "node", {
            /**
            Get a [syntax node](#common.SyntaxNode) at the cursor's current
            position.
            */
            get: function () {
                if (!this.buffer)
                    return this._tree;
                var cache = this.bufferNode, result = null, depth = 0;
                if (cache && cache.context == this.buffer) {
                    scan: for (var index = this.index, d = this.stack.length; d >= 0;) {
                        for (var c = cache; c; c = c._parent)
                            if (c.index == index) {
                                if (index == this.index)
                                    return c;
                                result = c;
                                depth = d + 1;
                                break scan;
                            }
                        index = this.stack[--d];
                    }
                }
                for (var i = depth; i < this.stack.length; i++)
                    result = new BufferNode(this.buffer, result, this.stack[i]);
                return this.bufferNode = new BufferNode(this.buffer, result, this.index);
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(TreeCursor.prototype, "tree", {
            /**
            Get the [tree](#common.Tree) that represents the current node, if
            any. Will return null when the node is in a [tree
            buffer](#common.TreeBuffer).
            */
            get: function () {
                return this.buffer ? null : this._tree._tree;
            },
            enumerable: false,
            configurable: true
        });
        /**
        Iterate over the current node and all its descendants, calling
        `enter` when entering a node and `leave`, if given, when leaving
        one. When `enter` returns `false`, any children of that node are
        skipped, and `leave` isn't called for it.
        */
        TreeCursor.prototype.iterate = function (enter, leave) {
            for (var depth = 0;;) {
                var mustLeave = false;
                if (this.type.isAnonymous || enter(this) !== false) {
                    if (this.firstChild()) {
                        depth++;
                        continue;
                    }
                    if (!this.type.isAnonymous)
                        mustLeave = true;
                }
                for (;;) {
                    if (mustLeave && leave)
                        leave(this);
                    mustLeave = this.type.isAnonymous;
                    if (!depth)
                        return;
                    if (this.nextSibling())
                        break;
                    this.parent();
                    depth--;
                    mustLeave = true;
                }
            }
        };
        /**
        Test whether the current node matches a given context—a sequence
        of direct parent node names. Empty strings in the context array
        are treated as wildcards.
        */
        TreeCursor.prototype.matchContext = function (context) {
            if (!this.buffer)
                return matchNodeContext(this.node.parent, context);
            var buffer = this.buffer.buffer, types = buffer.set.types;
            for (var i = context.length - 1, d = this.stack.length - 1; i >= 0; d--) {
                if (d < 0)
                    return matchNodeContext(this._tree, context, i);
                var type = types[buffer.buffer[this.stack[d]]];
                if (!type.isAnonymous) {
                    if (context[i] && context[i] != type.name)
                        return false;
                    i--;
                }
            }
            return true;
        };
        return TreeCursor;
    }());
    function hasChild(tree) {
        return tree.children.some(function (ch) { return ch instanceof TreeBuffer || !ch.type.isAnonymous || hasChild(ch); });
    }
    function buildTree(data) {
        var _a;
        var buffer = data.buffer, nodeSet = data.nodeSet, _b = data.maxBufferLength, maxBufferLength = _b === void 0 ? DefaultBufferLength : _b, _c = data.reused, reused = _c === void 0 ? [] : _c, _d = data.minRepeatType, minRepeatType = _d === void 0 ? nodeSet.types.length : _d;
        var cursor = Array.isArray(buffer) ? new FlatBufferCursor(buffer, buffer.length) : buffer;
        var types = nodeSet.types;
        var contextHash = 0, lookAhead = 0;
        function takeNode(parentStart, minPos, children2, positions2, inRepeat, depth) {
            var id = cursor.id, start = cursor.start, end = cursor.end, size = cursor.size;
            var lookAheadAtStart = lookAhead, contextAtStart = contextHash;
            if (size < 0) {
                cursor.next();
                if (size == -1) {
                    var node2 = reused[id];
                    children2.push(node2);
                    positions2.push(start - parentStart);
                    return;
                }
                else if (size == -3) {
                    contextHash = id;
                    return;
                }
                else if (size == -4) {
                    lookAhead = id;
                    return;
                }
                else {
                    throw new RangeError("Unrecognized record size: ".concat(size));
                }
            }
            var type = types[id], node, buffer2;
            var startPos = start - parentStart;
            if (end - start <= maxBufferLength && (buffer2 = findBufferSize(cursor.pos - minPos, inRepeat))) {
                var data2 = new Uint16Array(buffer2.size - buffer2.skip);
                var endPos = cursor.pos - buffer2.size, index = data2.length;
                while (cursor.pos > endPos)
                    index = copyToBuffer(buffer2.start, data2, index);
                node = new TreeBuffer(data2, end - buffer2.start, nodeSet);
                startPos = buffer2.start - parentStart;
            }
            else {
                var endPos = cursor.pos - size;
                cursor.next();
                var localChildren = [], localPositions = [];
                var localInRepeat = id >= minRepeatType ? id : -1;
                var lastGroup = 0, lastEnd = end, groupLookAhead = lookAheadAtStart;
                while (cursor.pos > endPos) {
                    if (localInRepeat >= 0 && cursor.id == localInRepeat && cursor.size >= 0) {
                        if (cursor.end <= lastEnd - maxBufferLength) {
                            makeRepeatLeaf(localChildren, localPositions, start, lastGroup, cursor.end, lastEnd, localInRepeat, groupLookAhead, contextAtStart);
                            lastGroup = localChildren.length;
                            lastEnd = cursor.end;
                            groupLookAhead = lookAhead;
                        }
                        cursor.next();
                    }
                    else if (depth > 2500) {
                        takeFlatNode(start, endPos, localChildren, localPositions);
                    }
                    else {
                        if (localInRepeat >= 0 && cursor.size == -1 && reused[cursor.id].type == nodeSet.types[localInRepeat]) {
                            if (lastGroup < localChildren.length)
                                makeRepeatLeaf(localChildren, localPositions, start, lastGroup, cursor.end, lastEnd, localInRepeat, groupLookAhead, contextAtStart);
                            lastGroup = localChildren.length + 1;
                            lastEnd = cursor.start;
                            groupLookAhead = lookAhead;
                        }
                        takeNode(start, endPos, localChildren, localPositions, localInRepeat, depth + 1);
                    }
                }
                if (localInRepeat >= 0 && lastGroup > 0 && lastGroup < localChildren.length)
                    makeRepeatLeaf(localChildren, localPositions, start, lastGroup, start, lastEnd, localInRepeat, groupLookAhead, contextAtStart);
                localChildren.reverse();
                localPositions.reverse();
                if (localInRepeat > -1 && lastGroup > 0) {
                    var make = makeBalanced(type, contextAtStart);
                    node = balanceRange(type, localChildren, localPositions, 0, localChildren.length, 0, end - start, make, make);
                }
                else {
                    node = makeTree(type, localChildren, localPositions, end - start, lookAheadAtStart - end, contextAtStart);
                }
            }
            children2.push(node);
            positions2.push(startPos);
        }
        function takeFlatNode(parentStart, minPos, children2, positions2) {
            var nodes = [];
            var nodeCount = 0, stopAt = -1;
            while (cursor.pos > minPos) {
                var id = cursor.id, start = cursor.start, end = cursor.end, size = cursor.size;
                if (size > 4) {
                    cursor.next();
                }
                else if (stopAt > -1 && start < stopAt) {
                    break;
                }
                else {
                    if (stopAt < 0)
                        stopAt = end - maxBufferLength;
                    nodes.push(id, start, end);
                    nodeCount++;
                    cursor.next();
                }
            }
            if (nodeCount) {
                var buffer2 = new Uint16Array(nodeCount * 4);
                var start = nodes[nodes.length - 2];
                for (var i = nodes.length - 3, j = 0; i >= 0; i -= 3) {
                    buffer2[j++] = nodes[i];
                    buffer2[j++] = nodes[i + 1] - start;
                    buffer2[j++] = nodes[i + 2] - start;
                    buffer2[j++] = j;
                }
                children2.push(new TreeBuffer(buffer2, nodes[2] - start, nodeSet));
                positions2.push(start - parentStart);
            }
        }
        function makeBalanced(type, contextHash2) {
            return function (children2, positions2, length2) {
                var lookAhead2 = 0, lastI = children2.length - 1, last, lookAheadProp;
                if (lastI >= 0 && (last = children2[lastI]) instanceof Tree) {
                    if (!lastI && last.type == type && last.length == length2)
                        return last;
                    if (lookAheadProp = last.prop(NodeProp.lookAhead))
                        lookAhead2 = positions2[lastI] + last.length + lookAheadProp - length2;
                }
                return makeTree(type, children2, positions2, length2, lookAhead2, contextHash2);
            };
        }
        function makeRepeatLeaf(children2, positions2, base, i, from, to, type, lookAhead2, contextHash2) {
            var localChildren = [], localPositions = [];
            while (children2.length > i) {
                localChildren.push(children2.pop());
                localPositions.push(positions2.pop() + base - from);
            }
            children2.push(makeTree(nodeSet.types[type], localChildren, localPositions, to - from, lookAhead2 - to, contextHash2));
            positions2.push(from - base);
        }
        function makeTree(type, children2, positions2, length2, lookAhead2, contextHash2, props) {
            if (contextHash2) {
                var pair2 = [NodeProp.contextHash, contextHash2];
                props = props ? [pair2].concat(props) : [pair2];
            }
            if (lookAhead2 > 25) {
                var pair2 = [NodeProp.lookAhead, lookAhead2];
                props = props ? [pair2].concat(props) : [pair2];
            }
            return new Tree(type, children2, positions2, length2, props);
        }
        function findBufferSize(maxSize, inRepeat) {
            var fork = cursor.fork();
            var size = 0, start = 0, skip = 0, minStart = fork.end - maxBufferLength;
            var result = { size: 0, start: 0, skip: 0 };
            scan: for (var minPos = fork.pos - maxSize; fork.pos > minPos;) {
                var nodeSize2 = fork.size;
                if (fork.id == inRepeat && nodeSize2 >= 0) {
                    result.size = size;
                    result.start = start;
                    result.skip = skip;
                    skip += 4;
                    size += 4;
                    fork.next();
                    continue;
                }
                var startPos = fork.pos - nodeSize2;
                if (nodeSize2 < 0 || startPos < minPos || fork.start < minStart)
                    break;
                var localSkipped = fork.id >= minRepeatType ? 4 : 0;
                var nodeStart = fork.start;
                fork.next();
                while (fork.pos > startPos) {
                    if (fork.size < 0) {
                        if (fork.size == -3 || fork.size == -4)
                            localSkipped += 4;
                        else
                            break scan;
                    }
                    else if (fork.id >= minRepeatType) {
                        localSkipped += 4;
                    }
                    fork.next();
                }
                start = nodeStart;
                size += nodeSize2;
                skip += localSkipped;
            }
            if (inRepeat < 0 || size == maxSize) {
                result.size = size;
                result.start = start;
                result.skip = skip;
            }
            return result.size > 4 ? result : void 0;
        }
        function copyToBuffer(bufferStart, buffer2, index) {
            var id = cursor.id, start = cursor.start, end = cursor.end, size = cursor.size;
            cursor.next();
            if (size >= 0 && id < minRepeatType) {
                var startIndex = index;
                if (size > 4) {
                    var endPos = cursor.pos - (size - 4);
                    while (cursor.pos > endPos)
                        index = copyToBuffer(bufferStart, buffer2, index);
                }
                buffer2[--index] = startIndex;
                buffer2[--index] = end - bufferStart;
                buffer2[--index] = start - bufferStart;
                buffer2[--index] = id;
            }
            else if (size == -3) {
                contextHash = id;
            }
            else if (size == -4) {
                lookAhead = id;
            }
            return index;
        }
        var children = [], positions = [];
        while (cursor.pos > 0)
            takeNode(data.start || 0, data.bufferStart || 0, children, positions, -1, 0);
        var length = (_a = data.length) !== null && _a !== void 0 ? _a : children.length ? positions[0] + children[0].length : 0;
        return new Tree(types[data.topID], children.reverse(), positions.reverse(), length);
    }
    var nodeSizeCache = /* @__PURE__ */ new WeakMap();
    function nodeSize(balanceType, node) {
        var e_8, _b;
        if (!balanceType.isAnonymous || node instanceof TreeBuffer || node.type != balanceType)
            return 1;
        var size = nodeSizeCache.get(node);
        if (size == null) {
            size = 1;
            try {
                for (var _c = __values(node.children), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var child = _d.value;
                    if (child.type != balanceType || !(child instanceof Tree)) {
                        size = 1;
                        break;
                    }
                    size += nodeSize(balanceType, child);
                }
            }
            catch (e_8_1) { e_8 = { error: e_8_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_8) throw e_8.error; }
            }
            nodeSizeCache.set(node, size);
        }
        return size;
    }
    function balanceRange(balanceType, children, positions, from, to, start, length, mkTop, mkTree) {
        var total = 0;
        for (var i = from; i < to; i++)
            total += nodeSize(balanceType, children[i]);
        var maxChild = Math.ceil(total * 1.5 / 8
        /* Balance.BranchFactor */
        );
        var localChildren = [], localPositions = [];
        function divide(children2, positions2, from2, to2, offset) {
            for (var i = from2; i < to2;) {
                var groupFrom = i, groupStart = positions2[i], groupSize = nodeSize(balanceType, children2[i]);
                i++;
                for (; i < to2; i++) {
                    var nextSize = nodeSize(balanceType, children2[i]);
                    if (groupSize + nextSize >= maxChild)
                        break;
                    groupSize += nextSize;
                }
                if (i == groupFrom + 1) {
                    if (groupSize > maxChild) {
                        var only = children2[groupFrom];
                        divide(only.children, only.positions, 0, only.children.length, positions2[groupFrom] + offset);
                        continue;
                    }
                    localChildren.push(children2[groupFrom]);
                }
                else {
                    var length2 = positions2[i - 1] + children2[i - 1].length - groupStart;
                    localChildren.push(balanceRange(balanceType, children2, positions2, groupFrom, i, groupStart, length2, null, mkTree));
                }
                localPositions.push(groupStart + offset - start);
            }
        }
        divide(children, positions, from, to, 0);
        return (mkTop || mkTree)(localChildren, localPositions, length);
    }
    var Parser = /** @class */ (function () {
        function Parser() {
        }
        /**
        Start a parse, returning a [partial parse](#common.PartialParse)
        object. [`fragments`](#common.TreeFragment) can be passed in to
        make the parse incremental.
        
        By default, the entire input is parsed. You can pass `ranges`,
        which should be a sorted array of non-empty, non-overlapping
        ranges, to parse only those ranges. The tree returned in that
        case will start at `ranges[0].from`.
        */
        Parser.prototype.startParse = function (input, fragments, ranges) {
            if (typeof input == "string")
                input = new StringInput(input);
            ranges = !ranges ? [new Range(0, input.length)] : ranges.length ? ranges.map(function (r) { return new Range(r.from, r.to); }) : [new Range(0, 0)];
            return this.createParse(input, fragments || [], ranges);
        };
        /**
        Run a full parse, returning the resulting tree.
        */
        Parser.prototype.parse = function (input, fragments, ranges) {
            var parse = this.startParse(input, fragments, ranges);
            for (;;) {
                var done = parse.advance();
                if (done)
                    return done;
            }
        };
        return Parser;
    }());
    var StringInput = /** @class */ (function () {
        function StringInput(string2) {
            this.string = string2;
        }
        Object.defineProperty(StringInput.prototype, "length", {
            get: function () {
                return this.string.length;
            },
            enumerable: false,
            configurable: true
        });
        StringInput.prototype.chunk = function (from) {
            return this.string.slice(from);
        };
        Object.defineProperty(StringInput.prototype, "lineChunks", {
            get: function () {
                return false;
            },
            enumerable: false,
            configurable: true
        });
        StringInput.prototype.read = function (from, to) {
            return this.string.slice(from, to);
        };
        return StringInput;
    }());
    var stoppedInner = new NodeProp({ perNode: true });
    // node_modules/@lezer/lr/dist/index.js
    var Stack = /** @class */ (function () {
        /**
        @internal
        */
        function _Stack(p, stack, state, reducePos, pos, score, buffer, bufferBase, curContext, lookAhead, parent) {
            if (lookAhead === void 0) { lookAhead = 0; }
            this.p = p;
            this.stack = stack;
            this.state = state;
            this.reducePos = reducePos;
            this.pos = pos;
            this.score = score;
            this.buffer = buffer;
            this.bufferBase = bufferBase;
            this.curContext = curContext;
            this.lookAhead = lookAhead;
            this.parent = parent;
        }
        /**
        @internal
        */
        _Stack.prototype.toString = function () {
            return "[".concat(this.stack.filter(function (_, i) { return i % 3 == 0; }).concat(this.state), "]@").concat(this.pos).concat(this.score ? "!" + this.score : "");
        };
        // Start an empty stack
        /**
        @internal
        */
        _Stack.start = function (p, state, pos) {
            if (pos === void 0) { pos = 0; }
            var cx = p.parser.context;
            return new _Stack(p, [], state, pos, pos, 0, [], 0, cx ? new StackContext(cx, cx.start) : null, 0, null);
        };
        Object.defineProperty(_Stack.prototype, "context", {
            /**
            The stack's current [context](#lr.ContextTracker) value, if
            any. Its type will depend on the context tracker's type
            parameter, or it will be `null` if there is no context
            tracker.
            */
            get: function () {
                return this.curContext ? this.curContext.context : null;
            },
            enumerable: false,
            configurable: true
        });
        // Push a state onto the stack, tracking its start position as well
        // as the buffer base at that point.
        /**
        @internal
        */
        _Stack.prototype.pushState = function (state, start) {
            this.stack.push(this.state, start, this.bufferBase + this.buffer.length);
            this.state = state;
        };
        // Apply a reduce action
        /**
        @internal
        */
        _Stack.prototype.reduce = function (action) {
            var _a;
            var depth = action >> 19, type = action & 65535;
            var parser2 = this.p.parser;
            var lookaheadRecord = this.reducePos < this.pos - 25 && this.setLookAhead(this.pos);
            var dPrec = parser2.dynamicPrecedence(type);
            if (dPrec)
                this.score += dPrec;
            if (depth == 0) {
                if (type < parser2.minRepeatTerm && this.reducePos < this.pos)
                    this.reducePos = this.pos;
                this.pushState(parser2.getGoto(this.state, type, true), this.reducePos);
                if (type < parser2.minRepeatTerm)
                    this.storeNode(type, this.reducePos, this.reducePos, lookaheadRecord ? 8 : 4, true);
                this.reduceContext(type, this.reducePos);
                return;
            }
            var base = this.stack.length - (depth - 1) * 3 - (action & 262144 ? 6 : 0);
            var start = base ? this.stack[base - 2] : this.p.ranges[0].from;
            if (type < parser2.minRepeatTerm && start == this.reducePos && this.reducePos < this.pos)
                this.reducePos = this.pos;
            var size = this.reducePos - start;
            if (size >= 2e3 && !((_a = this.p.parser.nodeSet.types[type]) === null || _a === void 0 ? void 0 : _a.isAnonymous)) {
                if (start == this.p.lastBigReductionStart) {
                    this.p.bigReductionCount++;
                    this.p.lastBigReductionSize = size;
                }
                else if (this.p.lastBigReductionSize < size) {
                    this.p.bigReductionCount = 1;
                    this.p.lastBigReductionStart = start;
                    this.p.lastBigReductionSize = size;
                }
            }
            var bufferBase = base ? this.stack[base - 1] : 0, count = this.bufferBase + this.buffer.length - bufferBase;
            if (type < parser2.minRepeatTerm || action & 131072) {
                var pos = parser2.stateFlag(this.state, 1
                /* StateFlag.Skipped */
                ) ? this.pos : this.reducePos;
                this.storeNode(type, start, pos, count + 4, true);
            }
            if (action & 262144) {
                this.state = this.stack[base];
            }
            else {
                var baseStateID = this.stack[base - 3];
                this.state = parser2.getGoto(baseStateID, type, true);
            }
            while (this.stack.length > base)
                this.stack.pop();
            this.reduceContext(type, start);
        };
        // Shift a value into the buffer
        /**
        @internal
        */
        _Stack.prototype.storeNode = function (term, start, end, size, mustSink) {
            if (size === void 0) { size = 4; }
            if (mustSink === void 0) { mustSink = false; }
            if (term == 0 && (!this.stack.length || this.stack[this.stack.length - 1] < this.buffer.length + this.bufferBase)) {
                var top = this.buffer.length;
                if (top > 0 && this.buffer[top - 4] == 0 && this.buffer[top - 1] > -1) {
                    if (start == end)
                        return;
                    if (this.buffer[top - 2] >= start) {
                        this.buffer[top - 2] = end;
                        return;
                    }
                }
            }
            if (!mustSink || this.pos == end) {
                this.buffer.push(term, start, end, size);
            }
            else {
                var index = this.buffer.length;
                if (index > 0 && (this.buffer[index - 4] != 0 || this.buffer[index - 1] < 0)) {
                    var mustMove = false;
                    for (var scan = index; scan > 0 && this.buffer[scan - 2] > end; scan -= 4) {
                        if (this.buffer[scan - 1] >= 0) {
                            mustMove = true;
                            break;
                        }
                    }
                    if (mustMove)
                        while (index > 0 && this.buffer[index - 2] > end) {
                            this.buffer[index] = this.buffer[index - 4];
                            this.buffer[index + 1] = this.buffer[index - 3];
                            this.buffer[index + 2] = this.buffer[index - 2];
                            this.buffer[index + 3] = this.buffer[index - 1];
                            index -= 4;
                            if (size > 4)
                                size -= 4;
                        }
                }
                this.buffer[index] = term;
                this.buffer[index + 1] = start;
                this.buffer[index + 2] = end;
                this.buffer[index + 3] = size;
            }
        };
        // Apply a shift action
        /**
        @internal
        */
        _Stack.prototype.shift = function (action, type, start, end) {
            if (action & 131072) {
                this.pushState(action & 65535, this.pos);
            }
            else if ((action & 262144) == 0) {
                var nextState = action, parser2 = this.p.parser;
                this.pos = end;
                var skipped = parser2.stateFlag(nextState, 1
                /* StateFlag.Skipped */
                );
                if (!skipped && (end > start || type <= parser2.maxNode))
                    this.reducePos = end;
                this.pushState(nextState, skipped ? start : Math.min(start, this.reducePos));
                this.shiftContext(type, start);
                if (type <= parser2.maxNode)
                    this.buffer.push(type, start, end, 4);
            }
            else {
                this.pos = end;
                this.shiftContext(type, start);
                if (type <= this.p.parser.maxNode)
                    this.buffer.push(type, start, end, 4);
            }
        };
        // Apply an action
        /**
        @internal
        */
        _Stack.prototype.apply = function (action, next, nextStart, nextEnd) {
            if (action & 65536)
                this.reduce(action);
            else
                this.shift(action, next, nextStart, nextEnd);
        };
        // Add a prebuilt (reused) node into the buffer.
        /**
        @internal
        */
        _Stack.prototype.useNode = function (value, next, start) {
            var index = this.p.reused.length - 1;
            if (index < 0 || this.p.reused[index] != value) {
                this.p.reused.push(value);
                index++;
            }
            var end = this.reducePos = this.pos = start + value.length;
            this.pushState(next, start);
            this.buffer.push(index, start, end, -1
            /* size == -1 means this is a reused value */
            );
            if (this.curContext)
                this.updateContext(this.curContext.tracker.reuse(this.curContext.context, value, this, this.p.stream.reset(this.pos - value.length)));
        };
        // Split the stack. Due to the buffer sharing and the fact
        // that `this.stack` tends to stay quite shallow, this isn't very
        // expensive.
        /**
        @internal
        */
        _Stack.prototype.split = function () {
            var parent = this;
            var off = parent.buffer.length;
            if (off && parent.buffer[off - 4] == 0)
                off -= 4;
            while (off > 0 && parent.buffer[off - 2] > parent.reducePos)
                off -= 4;
            var buffer = parent.buffer.slice(off), base = parent.bufferBase + off;
            while (parent && base == parent.bufferBase)
                parent = parent.parent;
            return new _Stack(this.p, this.stack.slice(), this.state, this.reducePos, this.pos, this.score, buffer, base, this.curContext, this.lookAhead, parent);
        };
        // Try to recover from an error by 'deleting' (ignoring) one token.
        /**
        @internal
        */
        _Stack.prototype.recoverByDelete = function (next, nextEnd) {
            var isNode = next <= this.p.parser.maxNode;
            if (isNode)
                this.storeNode(next, this.pos, nextEnd, 4);
            this.storeNode(0, this.pos, nextEnd, isNode ? 8 : 4);
            this.pos = this.reducePos = nextEnd;
            this.score -= 190;
        };
        /**
        Check if the given term would be able to be shifted (optionally
        after some reductions) on this stack. This can be useful for
        external tokenizers that want to make sure they only provide a
        given token when it applies.
        */
        _Stack.prototype.canShift = function (term) {
            for (var sim = new SimulatedStack(this);;) {
                var action = this.p.parser.stateSlot(sim.state, 4
                /* ParseState.DefaultReduce */
                ) || this.p.parser.hasAction(sim.state, term);
                if (action == 0)
                    return false;
                if ((action & 65536) == 0)
                    return true;
                sim.reduce(action);
            }
        };
        // Apply up to Recover.MaxNext recovery actions that conceptually
        // inserts some missing token or rule.
        /**
        @internal
        */
        _Stack.prototype.recoverByInsert = function (next) {
            if (this.stack.length >= 300)
                return [];
            var nextStates = this.p.parser.nextStates(this.state);
            if (nextStates.length > 4 << 1 || this.stack.length >= 120) {
                var best = [];
                for (var i = 0, s = void 0; i < nextStates.length; i += 2) {
                    if ((s = nextStates[i + 1]) != this.state && this.p.parser.hasAction(s, next))
                        best.push(nextStates[i], s);
                }
                if (this.stack.length < 120) {
                    var _loop_1 = function (i) {
                        var s = nextStates[i + 1];
                        if (!best.some(function (v, i2) { return i2 & 1 && v == s; }))
                            best.push(nextStates[i], s);
                    };
                    for (var i = 0; best.length < 4 << 1 && i < nextStates.length; i += 2) {
                        _loop_1(i);
                    }
                }
                nextStates = best;
            }
            var result = [];
            for (var i = 0; i < nextStates.length && result.length < 4; i += 2) {
                var s = nextStates[i + 1];
                if (s == this.state)
                    continue;
                var stack = this.split();
                stack.pushState(s, this.pos);
                stack.storeNode(0, stack.pos, stack.pos, 4, true);
                stack.shiftContext(nextStates[i], this.pos);
                stack.reducePos = this.pos;
                stack.score -= 200;
                result.push(stack);
            }
            return result;
        };
        // Force a reduce, if possible. Return false if that can't
        // be done.
        /**
        @internal
        */
        _Stack.prototype.forceReduce = function () {
            var parser2 = this.p.parser;
            var reduce = parser2.stateSlot(this.state, 5
            /* ParseState.ForcedReduce */
            );
            if ((reduce & 65536) == 0)
                return false;
            if (!parser2.validAction(this.state, reduce)) {
                var depth = reduce >> 19, term = reduce & 65535;
                var target = this.stack.length - depth * 3;
                if (target < 0 || parser2.getGoto(this.stack[target], term, false) < 0) {
                    var backup = this.findForcedReduction();
                    if (backup == null)
                        return false;
                    reduce = backup;
                }
                this.storeNode(0, this.pos, this.pos, 4, true);
                this.score -= 100;
            }
            this.reducePos = this.pos;
            this.reduce(reduce);
            return true;
        };
        /**
        Try to scan through the automaton to find some kind of reduction
        that can be applied. Used when the regular ForcedReduce field
        isn't a valid action. @internal
        */
        _Stack.prototype.findForcedReduction = function () {
            var _this = this;
            var parser2 = this.p.parser, seen = [];
            var explore = function (state, depth) {
                if (seen.includes(state))
                    return;
                seen.push(state);
                return parser2.allActions(state, function (action) {
                    if (action & (262144 | 131072))
                        ;
                    else if (action & 65536) {
                        var rDepth = (action >> 19) - depth;
                        if (rDepth > 1) {
                            var term = action & 65535, target = _this.stack.length - rDepth * 3;
                            if (target >= 0 && parser2.getGoto(_this.stack[target], term, false) >= 0)
                                return rDepth << 19 | 65536 | term;
                        }
                    }
                    else {
                        var found = explore(action, depth + 1);
                        if (found != null)
                            return found;
                    }
                });
            };
            return explore(this.state, 0);
        };
        /**
        @internal
        */
        _Stack.prototype.forceAll = function () {
            while (!this.p.parser.stateFlag(this.state, 2
            /* StateFlag.Accepting */
            )) {
                if (!this.forceReduce()) {
                    this.storeNode(0, this.pos, this.pos, 4, true);
                    break;
                }
            }
            return this;
        };
        Object.defineProperty(_Stack.prototype, "deadEnd", {
            /**
            Check whether this state has no further actions (assumed to be a direct descendant of the
            top state, since any other states must be able to continue
            somehow). @internal
            */
            get: function () {
                if (this.stack.length != 3)
                    return false;
                var parser2 = this.p.parser;
                return parser2.data[parser2.stateSlot(this.state, 1
                /* ParseState.Actions */
                )] == 65535 && !parser2.stateSlot(this.state, 4
                /* ParseState.DefaultReduce */
                );
            },
            enumerable: false,
            configurable: true
        });
        /**
        Restart the stack (put it back in its start state). Only safe
        when this.stack.length == 3 (state is directly below the top
        state). @internal
        */
        _Stack.prototype.restart = function () {
            this.storeNode(0, this.pos, this.pos, 4, true);
            this.state = this.stack[0];
            this.stack.length = 0;
        };
        /**
        @internal
        */
        _Stack.prototype.sameState = function (other) {
            if (this.state != other.state || this.stack.length != other.stack.length)
                return false;
            for (var i = 0; i < this.stack.length; i += 3)
                if (this.stack[i] != other.stack[i])
                    return false;
            return true;
        };
        Object.defineProperty(_Stack.prototype, "parser", {
            /**
            Get the parser used by this stack.
            */
            get: function () {
                return this.p.parser;
            },
            enumerable: false,
            configurable: true
        });
        /**
        Test whether a given dialect (by numeric ID, as exported from
        the terms file) is enabled.
        */
        _Stack.prototype.dialectEnabled = function (dialectID) {
            return this.p.parser.dialect.flags[dialectID];
        };
        _Stack.prototype.shiftContext = function (term, start) {
            if (this.curContext)
                this.updateContext(this.curContext.tracker.shift(this.curContext.context, term, this, this.p.stream.reset(start)));
        };
        _Stack.prototype.reduceContext = function (term, start) {
            if (this.curContext)
                this.updateContext(this.curContext.tracker.reduce(this.curContext.context, term, this, this.p.stream.reset(start)));
        };
        /**
        @internal
        */
        _Stack.prototype.emitContext = function () {
            var last = this.buffer.length - 1;
            if (last < 0 || this.buffer[last] != -3)
                this.storeNode(this.curContext.hash, this.reducePos, this.reducePos, -3, true);
        };
        /**
        @internal
        */
        _Stack.prototype.emitLookAhead = function () {
            var last = this.buffer.length - 1;
            if (last < 0 || this.buffer[last] != -4)
                this.buffer.push(this.lookAhead, this.pos, this.pos, -4);
        };
        _Stack.prototype.updateContext = function (context) {
            if (context != this.curContext.context) {
                var newCx = new StackContext(this.curContext.tracker, context);
                if (newCx.hash != this.curContext.hash)
                    this.emitContext();
                this.curContext = newCx;
            }
        };
        /**
        @internal
        */
        _Stack.prototype.setLookAhead = function (lookAhead) {
            if (lookAhead <= this.lookAhead)
                return false;
            this.emitLookAhead();
            this.lookAhead = lookAhead;
            return true;
        };
        /**
        @internal
        */
        _Stack.prototype.close = function () {
            if (this.curContext && this.curContext.tracker.strict)
                this.emitContext();
            if (this.lookAhead > 0)
                this.emitLookAhead();
        };
        return _Stack;
    }());
    var StackContext = /** @class */ (function () {
        function StackContext(tracker, context) {
            this.tracker = tracker;
            this.context = context;
            this.hash = tracker.strict ? tracker.hash(context) : 0;
        }
        return StackContext;
    }());
    var SimulatedStack = /** @class */ (function () {
        function SimulatedStack(start) {
            this.start = start;
            this.state = start.state;
            this.stack = start.stack;
            this.base = this.stack.length;
        }
        SimulatedStack.prototype.reduce = function (action) {
            var term = action & 65535, depth = action >> 19;
            if (depth == 0) {
                if (this.stack == this.start.stack)
                    this.stack = this.stack.slice();
                this.stack.push(this.state, 0, 0);
                this.base += 3;
            }
            else {
                this.base -= (depth - 1) * 3;
            }
            var goto = this.start.p.parser.getGoto(this.stack[this.base - 3], term, true);
            this.state = goto;
        };
        return SimulatedStack;
    }());
    var StackBufferCursor = /** @class */ (function () {
        function _StackBufferCursor(stack, pos, index) {
            this.stack = stack;
            this.pos = pos;
            this.index = index;
            this.buffer = stack.buffer;
            if (this.index == 0)
                this.maybeNext();
        }
        _StackBufferCursor.create = function (stack, pos) {
            if (pos === void 0) { pos = stack.bufferBase + stack.buffer.length; }
            return new _StackBufferCursor(stack, pos, pos - stack.bufferBase);
        };
        _StackBufferCursor.prototype.maybeNext = function () {
            var next = this.stack.parent;
            if (next != null) {
                this.index = this.stack.bufferBase - next.bufferBase;
                this.stack = next;
                this.buffer = next.buffer;
            }
        };
        Object.defineProperty(_StackBufferCursor.prototype, "id", {
            get: function () {
                return this.buffer[this.index - 4];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_StackBufferCursor.prototype, "start", {
            get: function () {
                return this.buffer[this.index - 3];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_StackBufferCursor.prototype, "end", {
            get: function () {
                return this.buffer[this.index - 2];
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_StackBufferCursor.prototype, "size", {
            get: function () {
                return this.buffer[this.index - 1];
            },
            enumerable: false,
            configurable: true
        });
        _StackBufferCursor.prototype.next = function () {
            this.index -= 4;
            this.pos -= 4;
            if (this.index == 0)
                this.maybeNext();
        };
        _StackBufferCursor.prototype.fork = function () {
            return new _StackBufferCursor(this.stack, this.pos, this.index);
        };
        return _StackBufferCursor;
    }());
    function decodeArray(input, Type) {
        if (Type === void 0) { Type = Uint16Array; }
        if (typeof input != "string")
            return input;
        var array = null;
        for (var pos = 0, out = 0; pos < input.length;) {
            var value = 0;
            for (;;) {
                var next = input.charCodeAt(pos++), stop = false;
                if (next == 126) {
                    value = 65535;
                    break;
                }
                if (next >= 92)
                    next--;
                if (next >= 34)
                    next--;
                var digit = next - 32;
                if (digit >= 46) {
                    digit -= 46;
                    stop = true;
                }
                value += digit;
                if (stop)
                    break;
                value *= 46;
            }
            if (array)
                array[out++] = value;
            else
                array = new Type(value);
        }
        return array;
    }
    var CachedToken = /** @class */ (function () {
        function CachedToken() {
            this.start = -1;
            this.value = -1;
            this.end = -1;
            this.extended = -1;
            this.lookAhead = 0;
            this.mask = 0;
            this.context = 0;
        }
        return CachedToken;
    }());
    var nullToken = new CachedToken();
    var InputStream = /** @class */ (function () {
        /**
        @internal
        */
        function InputStream(input, ranges) {
            this.input = input;
            this.ranges = ranges;
            this.chunk = "";
            this.chunkOff = 0;
            this.chunk2 = "";
            this.chunk2Pos = 0;
            this.next = -1;
            this.token = nullToken;
            this.rangeIndex = 0;
            this.pos = this.chunkPos = ranges[0].from;
            this.range = ranges[0];
            this.end = ranges[ranges.length - 1].to;
            this.readNext();
        }
        /**
        @internal
        */
        InputStream.prototype.resolveOffset = function (offset, assoc) {
            var range = this.range, index = this.rangeIndex;
            var pos = this.pos + offset;
            while (pos < range.from) {
                if (!index)
                    return null;
                var next = this.ranges[--index];
                pos -= range.from - next.to;
                range = next;
            }
            while (assoc < 0 ? pos > range.to : pos >= range.to) {
                if (index == this.ranges.length - 1)
                    return null;
                var next = this.ranges[++index];
                pos += next.from - range.to;
                range = next;
            }
            return pos;
        };
        /**
        @internal
        */
        InputStream.prototype.clipPos = function (pos) {
            var e_9, _b;
            if (pos >= this.range.from && pos < this.range.to)
                return pos;
            try {
                for (var _c = __values(this.ranges), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var range = _d.value;
                    if (range.to > pos)
                        return Math.max(pos, range.from);
                }
            }
            catch (e_9_1) { e_9 = { error: e_9_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_9) throw e_9.error; }
            }
            return this.end;
        };
        /**
        Look at a code unit near the stream position. `.peek(0)` equals
        `.next`, `.peek(-1)` gives you the previous character, and so
        on.
        
        Note that looking around during tokenizing creates dependencies
        on potentially far-away content, which may reduce the
        effectiveness incremental parsing—when looking forward—or even
        cause invalid reparses when looking backward more than 25 code
        units, since the library does not track lookbehind.
        */
        InputStream.prototype.peek = function (offset) {
            var idx = this.chunkOff + offset, pos, result;
            if (idx >= 0 && idx < this.chunk.length) {
                pos = this.pos + offset;
                result = this.chunk.charCodeAt(idx);
            }
            else {
                var resolved = this.resolveOffset(offset, 1);
                if (resolved == null)
                    return -1;
                pos = resolved;
                if (pos >= this.chunk2Pos && pos < this.chunk2Pos + this.chunk2.length) {
                    result = this.chunk2.charCodeAt(pos - this.chunk2Pos);
                }
                else {
                    var i = this.rangeIndex, range = this.range;
                    while (range.to <= pos)
                        range = this.ranges[++i];
                    this.chunk2 = this.input.chunk(this.chunk2Pos = pos);
                    if (pos + this.chunk2.length > range.to)
                        this.chunk2 = this.chunk2.slice(0, range.to - pos);
                    result = this.chunk2.charCodeAt(0);
                }
            }
            if (pos >= this.token.lookAhead)
                this.token.lookAhead = pos + 1;
            return result;
        };
        /**
        Accept a token. By default, the end of the token is set to the
        current stream position, but you can pass an offset (relative to
        the stream position) to change that.
        */
        InputStream.prototype.acceptToken = function (token, endOffset) {
            if (endOffset === void 0) { endOffset = 0; }
            var end = endOffset ? this.resolveOffset(endOffset, -1) : this.pos;
            if (end == null || end < this.token.start)
                throw new RangeError("Token end out of bounds");
            this.token.value = token;
            this.token.end = end;
        };
        /**
        Accept a token ending at a specific given position.
        */
        InputStream.prototype.acceptTokenTo = function (token, endPos) {
            this.token.value = token;
            this.token.end = endPos;
        };
        InputStream.prototype.getChunk = function () {
            if (this.pos >= this.chunk2Pos && this.pos < this.chunk2Pos + this.chunk2.length) {
                var _b = this, chunk = _b.chunk, chunkPos = _b.chunkPos;
                this.chunk = this.chunk2;
                this.chunkPos = this.chunk2Pos;
                this.chunk2 = chunk;
                this.chunk2Pos = chunkPos;
                this.chunkOff = this.pos - this.chunkPos;
            }
            else {
                this.chunk2 = this.chunk;
                this.chunk2Pos = this.chunkPos;
                var nextChunk = this.input.chunk(this.pos);
                var end = this.pos + nextChunk.length;
                this.chunk = end > this.range.to ? nextChunk.slice(0, this.range.to - this.pos) : nextChunk;
                this.chunkPos = this.pos;
                this.chunkOff = 0;
            }
        };
        InputStream.prototype.readNext = function () {
            if (this.chunkOff >= this.chunk.length) {
                this.getChunk();
                if (this.chunkOff == this.chunk.length)
                    return this.next = -1;
            }
            return this.next = this.chunk.charCodeAt(this.chunkOff);
        };
        /**
        Move the stream forward N (defaults to 1) code units. Returns
        the new value of [`next`](#lr.InputStream.next).
        */
        InputStream.prototype.advance = function (n) {
            if (n === void 0) { n = 1; }
            this.chunkOff += n;
            while (this.pos + n >= this.range.to) {
                if (this.rangeIndex == this.ranges.length - 1)
                    return this.setDone();
                n -= this.range.to - this.pos;
                this.range = this.ranges[++this.rangeIndex];
                this.pos = this.range.from;
            }
            this.pos += n;
            if (this.pos >= this.token.lookAhead)
                this.token.lookAhead = this.pos + 1;
            return this.readNext();
        };
        InputStream.prototype.setDone = function () {
            this.pos = this.chunkPos = this.end;
            this.range = this.ranges[this.rangeIndex = this.ranges.length - 1];
            this.chunk = "";
            return this.next = -1;
        };
        /**
        @internal
        */
        InputStream.prototype.reset = function (pos, token) {
            if (token) {
                this.token = token;
                token.start = pos;
                token.lookAhead = pos + 1;
                token.value = token.extended = -1;
            }
            else {
                this.token = nullToken;
            }
            if (this.pos != pos) {
                this.pos = pos;
                if (pos == this.end) {
                    this.setDone();
                    return this;
                }
                while (pos < this.range.from)
                    this.range = this.ranges[--this.rangeIndex];
                while (pos >= this.range.to)
                    this.range = this.ranges[++this.rangeIndex];
                if (pos >= this.chunkPos && pos < this.chunkPos + this.chunk.length) {
                    this.chunkOff = pos - this.chunkPos;
                }
                else {
                    this.chunk = "";
                    this.chunkOff = 0;
                }
                this.readNext();
            }
            return this;
        };
        /**
        @internal
        */
        InputStream.prototype.read = function (from, to) {
            var e_10, _b;
            if (from >= this.chunkPos && to <= this.chunkPos + this.chunk.length)
                return this.chunk.slice(from - this.chunkPos, to - this.chunkPos);
            if (from >= this.chunk2Pos && to <= this.chunk2Pos + this.chunk2.length)
                return this.chunk2.slice(from - this.chunk2Pos, to - this.chunk2Pos);
            if (from >= this.range.from && to <= this.range.to)
                return this.input.read(from, to);
            var result = "";
            try {
                for (var _c = __values(this.ranges), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var r = _d.value;
                    if (r.from >= to)
                        break;
                    if (r.to > from)
                        result += this.input.read(Math.max(r.from, from), Math.min(r.to, to));
                }
            }
            catch (e_10_1) { e_10 = { error: e_10_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_10) throw e_10.error; }
            }
            return result;
        };
        return InputStream;
    }());
    var TokenGroup = /** @class */ (function () {
        function TokenGroup(data, id) {
            this.data = data;
            this.id = id;
        }
        TokenGroup.prototype.token = function (input, stack) {
            var parser2 = stack.p.parser;
            readToken(this.data, input, stack, this.id, parser2.data, parser2.tokenPrecTable);
        };
        return TokenGroup;
    }());
    TokenGroup.prototype.contextual = TokenGroup.prototype.fallback = TokenGroup.prototype.extend = false;
    var LocalTokenGroup = /** @class */ (function () {
        function LocalTokenGroup(data, precTable, elseToken) {
            this.precTable = precTable;
            this.elseToken = elseToken;
            this.data = typeof data == "string" ? decodeArray(data) : data;
        }
        LocalTokenGroup.prototype.token = function (input, stack) {
            var start = input.pos, skipped = 0;
            for (;;) {
                var atEof = input.next < 0, nextPos = input.resolveOffset(1, 1);
                readToken(this.data, input, stack, 0, this.data, this.precTable);
                if (input.token.value > -1)
                    break;
                if (this.elseToken == null)
                    return;
                if (!atEof)
                    skipped++;
                if (nextPos == null)
                    break;
                input.reset(nextPos, input.token);
            }
            if (skipped) {
                input.reset(start, input.token);
                input.acceptToken(this.elseToken, skipped);
            }
        };
        return LocalTokenGroup;
    }());
    LocalTokenGroup.prototype.contextual = TokenGroup.prototype.fallback = TokenGroup.prototype.extend = false;
    function readToken(data, input, stack, group, precTable, precOffset) {
        var state = 0, groupMask = 1 << group, dialect = stack.p.parser.dialect;
        scan: for (;;) {
            if ((groupMask & data[state]) == 0)
                break;
            var accEnd = data[state + 1];
            for (var i = state + 3; i < accEnd; i += 2)
                if ((data[i + 1] & groupMask) > 0) {
                    var term = data[i];
                    if (dialect.allows(term) && (input.token.value == -1 || input.token.value == term || overrides(term, input.token.value, precTable, precOffset))) {
                        input.acceptToken(term);
                        break;
                    }
                }
            var next = input.next, low = 0, high = data[state + 2];
            if (input.next < 0 && high > low && data[accEnd + high * 3 - 3] == 65535) {
                state = data[accEnd + high * 3 - 1];
                continue scan;
            }
            for (; low < high;) {
                var mid = low + high >> 1;
                var index = accEnd + mid + (mid << 1);
                var from = data[index], to = data[index + 1] || 65536;
                if (next < from)
                    high = mid;
                else if (next >= to)
                    low = mid + 1;
                else {
                    state = data[index + 2];
                    input.advance();
                    continue scan;
                }
            }
            break;
        }
    }
    function findOffset(data, start, term) {
        for (var i = start, next = void 0; (next = data[i]) != 65535; i++)
            if (next == term)
                return i - start;
        return -1;
    }
    function overrides(token, prev, tableData, tableOffset) {
        var iPrev = findOffset(tableData, tableOffset, prev);
        return iPrev < 0 || findOffset(tableData, tableOffset, token) < iPrev;
    }
    var verbose = typeof process != "undefined" && process.env && /\bparse\b/.test(process.env.LOG);
    var stackIDs = null;
    function cutAt(tree, pos, side) {
        var cursor = tree.cursor(IterMode.IncludeAnonymous);
        cursor.moveTo(pos);
        for (;;) {
            if (!(side < 0 ? cursor.childBefore(pos) : cursor.childAfter(pos)))
                for (;;) {
                    if ((side < 0 ? cursor.to < pos : cursor.from > pos) && !cursor.type.isError)
                        return side < 0 ? Math.max(0, Math.min(cursor.to - 1, pos - 25
                        /* Lookahead.Margin */
                        )) : Math.min(tree.length, Math.max(cursor.from + 1, pos + 25
                        /* Lookahead.Margin */
                        ));
                    if (side < 0 ? cursor.prevSibling() : cursor.nextSibling())
                        break;
                    if (!cursor.parent())
                        return side < 0 ? 0 : tree.length;
                }
        }
    }
    var FragmentCursor = /** @class */ (function () {
        function FragmentCursor(fragments, minRepeat) {
            this.fragments = fragments;
            this.minRepeat = minRepeat;
            this.i = 0;
            this.fragment = null;
            this.safeFrom = -1;
            this.safeTo = -1;
            this.trees = [];
            this.start = [];
            this.index = [];
            this.lastRepeat = null;
            this.lastRepeatPos = -1;
            this.nextFragment();
        }
        FragmentCursor.prototype.nextFragment = function () {
            var fr = this.fragment = this.i == this.fragments.length ? null : this.fragments[this.i++];
            if (fr) {
                this.safeFrom = fr.openStart ? cutAt(fr.tree, fr.from + fr.offset, 1) - fr.offset : fr.from;
                this.safeTo = fr.openEnd ? cutAt(fr.tree, fr.to + fr.offset, -1) - fr.offset : fr.to;
                while (this.trees.length) {
                    this.trees.pop();
                    this.start.pop();
                    this.index.pop();
                }
                this.trees.push(fr.tree);
                this.start.push(-fr.offset);
                this.index.push(0);
                this.nextStart = this.safeFrom;
            }
            else {
                this.nextStart = 1e9;
            }
        };
        // `pos` must be >= any previously given `pos` for this cursor
        FragmentCursor.prototype.nodeAt = function (pos) {
            if (pos < this.nextStart)
                return null;
            while (this.fragment && this.safeTo <= pos)
                this.nextFragment();
            if (!this.fragment)
                return null;
            for (;;) {
                var last = this.trees.length - 1;
                if (last < 0) {
                    this.nextFragment();
                    return null;
                }
                if (pos < this.safeFrom)
                    return null;
                var top = this.trees[last], index = this.index[last];
                if (index == top.children.length) {
                    this.trees.pop();
                    this.start.pop();
                    this.index.pop();
                    continue;
                }
                var next = top.children[index];
                var start = this.start[last] + top.positions[index];
                if (start > pos) {
                    this.nextStart = start;
                    return null;
                }
                if (next instanceof Tree) {
                    var storeRepeat = start > this.lastRepeatPos && next.type.id >= this.minRepeat;
                    if (start == pos || storeRepeat) {
                        var end = start + next.length, lookahead = void 0;
                        if (start >= this.safeFrom && end <= this.safeTo && (!(lookahead = next.prop(NodeProp.lookAhead)) || end + lookahead < this.fragment.to)) {
                            if (storeRepeat) {
                                this.lastRepeat = next;
                                this.lastRepeatPos = start;
                            }
                            if (start == pos)
                                return next;
                        }
                    }
                    this.index[last]++;
                    if (start + next.length >= Math.max(this.safeFrom, pos)) {
                        this.trees.push(next);
                        this.start.push(start);
                        this.index.push(0);
                    }
                }
                else {
                    this.index[last]++;
                    this.nextStart = start + next.length;
                }
            }
        };
        return FragmentCursor;
    }());
    var TokenCache = /** @class */ (function () {
        function TokenCache(parser2, stream) {
            this.stream = stream;
            this.tokens = [];
            this.mainToken = null;
            this.actions = [];
            this.tokens = parser2.tokenizers.map(function (_) { return new CachedToken(); });
        }
        TokenCache.prototype.getActions = function (stack) {
            var actionIndex = 0;
            var main = null;
            var parser2 = stack.p.parser, tokenizers = parser2.tokenizers;
            var mask = parser2.stateSlot(stack.state, 3
            /* ParseState.TokenizerMask */
            );
            var context = stack.curContext ? stack.curContext.hash : 0;
            var lookAhead = 0;
            for (var i = 0; i < tokenizers.length; i++) {
                if ((1 << i & mask) == 0)
                    continue;
                var tokenizer = tokenizers[i], token = this.tokens[i];
                if (main && !tokenizer.fallback)
                    continue;
                if (tokenizer.contextual || token.start != stack.pos || token.mask != mask || token.context != context) {
                    this.updateCachedToken(token, tokenizer, stack);
                    token.mask = mask;
                    token.context = context;
                }
                if (token.lookAhead > token.end + 25)
                    lookAhead = Math.max(token.lookAhead, lookAhead);
                if (token.value != 0) {
                    var startIndex = actionIndex;
                    if (token.extended > -1)
                        actionIndex = this.addActions(stack, token.extended, token.end, actionIndex);
                    actionIndex = this.addActions(stack, token.value, token.end, actionIndex);
                    if (!tokenizer.extend) {
                        main = token;
                        if (actionIndex > startIndex)
                            break;
                    }
                }
            }
            while (this.actions.length > actionIndex)
                this.actions.pop();
            if (lookAhead)
                stack.setLookAhead(lookAhead);
            if (!main && stack.pos == this.stream.end) {
                main = new CachedToken();
                main.value = stack.p.parser.eofTerm;
                main.start = main.end = stack.pos;
                actionIndex = this.addActions(stack, main.value, main.end, actionIndex);
            }
            this.mainToken = main;
            return this.actions;
        };
        TokenCache.prototype.getMainToken = function (stack) {
            if (this.mainToken)
                return this.mainToken;
            var main = new CachedToken(), pos = stack.pos, p = stack.p;
            main.start = pos;
            main.end = Math.min(pos + 1, p.stream.end);
            main.value = pos == p.stream.end ? p.parser.eofTerm : 0;
            return main;
        };
        TokenCache.prototype.updateCachedToken = function (token, tokenizer, stack) {
            var start = this.stream.clipPos(stack.pos);
            tokenizer.token(this.stream.reset(start, token), stack);
            if (token.value > -1) {
                var parser2 = stack.p.parser;
                for (var i = 0; i < parser2.specialized.length; i++)
                    if (parser2.specialized[i] == token.value) {
                        var result = parser2.specializers[i](this.stream.read(token.start, token.end), stack);
                        if (result >= 0 && stack.p.parser.dialect.allows(result >> 1)) {
                            if ((result & 1) == 0)
                                token.value = result >> 1;
                            else
                                token.extended = result >> 1;
                            break;
                        }
                    }
            }
            else {
                token.value = 0;
                token.end = this.stream.clipPos(start + 1);
            }
        };
        TokenCache.prototype.putAction = function (action, token, end, index) {
            for (var i = 0; i < index; i += 3)
                if (this.actions[i] == action)
                    return index;
            this.actions[index++] = action;
            this.actions[index++] = token;
            this.actions[index++] = end;
            return index;
        };
        TokenCache.prototype.addActions = function (stack, token, end, index) {
            var state = stack.state, parser2 = stack.p.parser, data = parser2.data;
            for (var set = 0; set < 2; set++) {
                for (var i = parser2.stateSlot(state, set ? 2 : 1
                /* ParseState.Actions */
                );; i += 3) {
                    if (data[i] == 65535) {
                        if (data[i + 1] == 1) {
                            i = pair(data, i + 2);
                        }
                        else {
                            if (index == 0 && data[i + 1] == 2)
                                index = this.putAction(pair(data, i + 2), token, end, index);
                            break;
                        }
                    }
                    if (data[i] == token)
                        index = this.putAction(pair(data, i + 1), token, end, index);
                }
            }
            return index;
        };
        return TokenCache;
    }());
    var Parse = /** @class */ (function () {
        function Parse(parser2, input, fragments, ranges) {
            this.parser = parser2;
            this.input = input;
            this.ranges = ranges;
            this.recovering = 0;
            this.nextStackID = 9812;
            this.minStackPos = 0;
            this.reused = [];
            this.stoppedAt = null;
            this.lastBigReductionStart = -1;
            this.lastBigReductionSize = 0;
            this.bigReductionCount = 0;
            this.stream = new InputStream(input, ranges);
            this.tokens = new TokenCache(parser2, this.stream);
            this.topTerm = parser2.top[1];
            var from = ranges[0].from;
            this.stacks = [Stack.start(this, parser2.top[0], from)];
            this.fragments = fragments.length && this.stream.end - from > parser2.bufferLength * 4 ? new FragmentCursor(fragments, parser2.minRepeatTerm) : null;
        }
        Object.defineProperty(Parse.prototype, "parsedPos", {
            get: function () {
                return this.minStackPos;
            },
            enumerable: false,
            configurable: true
        });
        // Move the parser forward. This will process all parse stacks at
        // `this.pos` and try to advance them to a further position. If no
        // stack for such a position is found, it'll start error-recovery.
        //
        // When the parse is finished, this will return a syntax tree. When
        // not, it returns `null`.
        Parse.prototype.advance = function () {
            var stacks = this.stacks, pos = this.minStackPos;
            var newStacks = this.stacks = [];
            var stopped, stoppedTokens;
            if (this.bigReductionCount > 300 && stacks.length == 1) {
                var _b = __read(stacks, 1), s = _b[0];
                while (s.forceReduce() && s.stack.length && s.stack[s.stack.length - 2] >= this.lastBigReductionStart) {
                }
                this.bigReductionCount = this.lastBigReductionSize = 0;
            }
            for (var i = 0; i < stacks.length; i++) {
                var stack = stacks[i];
                for (;;) {
                    this.tokens.mainToken = null;
                    if (stack.pos > pos) {
                        newStacks.push(stack);
                    }
                    else if (this.advanceStack(stack, newStacks, stacks)) {
                        continue;
                    }
                    else {
                        if (!stopped) {
                            stopped = [];
                            stoppedTokens = [];
                        }
                        stopped.push(stack);
                        var tok = this.tokens.getMainToken(stack);
                        stoppedTokens.push(tok.value, tok.end);
                    }
                    break;
                }
            }
            if (!newStacks.length) {
                var finished = stopped && findFinished(stopped);
                if (finished) {
                    if (verbose)
                        console.log("Finish with " + this.stackID(finished));
                    return this.stackToTree(finished);
                }
                if (this.parser.strict) {
                    if (verbose && stopped)
                        console.log("Stuck with token " + (this.tokens.mainToken ? this.parser.getName(this.tokens.mainToken.value) : "none"));
                    throw new SyntaxError("No parse at " + pos);
                }
                if (!this.recovering)
                    this.recovering = 5;
            }
            if (this.recovering && stopped) {
                var finished = this.stoppedAt != null && stopped[0].pos > this.stoppedAt ? stopped[0] : this.runRecovery(stopped, stoppedTokens, newStacks);
                if (finished) {
                    if (verbose)
                        console.log("Force-finish " + this.stackID(finished));
                    return this.stackToTree(finished.forceAll());
                }
            }
            if (this.recovering) {
                var maxRemaining = this.recovering == 1 ? 1 : this.recovering * 3;
                if (newStacks.length > maxRemaining) {
                    newStacks.sort(function (a, b) { return b.score - a.score; });
                    while (newStacks.length > maxRemaining)
                        newStacks.pop();
                }
                if (newStacks.some(function (s) { return s.reducePos > pos; }))
                    this.recovering--;
            }
            else if (newStacks.length > 1) {
                outer: for (var i = 0; i < newStacks.length - 1; i++) {
                    var stack = newStacks[i];
                    for (var j = i + 1; j < newStacks.length; j++) {
                        var other = newStacks[j];
                        if (stack.sameState(other) || stack.buffer.length > 500 && other.buffer.length > 500) {
                            if ((stack.score - other.score || stack.buffer.length - other.buffer.length) > 0) {
                                newStacks.splice(j--, 1);
                            }
                            else {
                                newStacks.splice(i--, 1);
                                continue outer;
                            }
                        }
                    }
                }
                if (newStacks.length > 12) {
                    newStacks.sort(function (a, b) { return b.score - a.score; });
                    newStacks.splice(12, newStacks.length - 12
                    /* Rec.MaxStackCount */
                    );
                }
            }
            this.minStackPos = newStacks[0].pos;
            for (var i = 1; i < newStacks.length; i++)
                if (newStacks[i].pos < this.minStackPos)
                    this.minStackPos = newStacks[i].pos;
            return null;
        };
        Parse.prototype.stopAt = function (pos) {
            if (this.stoppedAt != null && this.stoppedAt < pos)
                throw new RangeError("Can't move stoppedAt forward");
            this.stoppedAt = pos;
        };
        // See if a given tree, or a descendant right at its start, can be
        // reused in the given stack.
        Parse.prototype.tryReuse = function (stack, start, tree, repeatOnly) {
            if (!tree)
                return null;
            var strictCx = stack.curContext && stack.curContext.tracker.strict, cxHash = strictCx ? stack.curContext.hash : 0;
            for (; tree;) {
                var match = this.parser.nodeSet.types[tree.type.id] != tree.type ? -1 : this.parser.getGoto(stack.state, tree.type.id);
                if (match > -1 && tree.length && (!strictCx || (tree.prop(NodeProp.contextHash) || 0) == cxHash)) {
                    stack.useNode(tree, match, start);
                    return tree;
                }
                if (tree.children.length == 0 || tree.positions[0] > 0)
                    break;
                var inner = tree.children[0];
                if (inner instanceof Tree && (!repeatOnly || inner.type.id >= this.parser.minRepeatTerm))
                    tree = inner;
                else
                    break;
            }
            return null;
        };
        // Returns an updated version of the given stack, or null if the
        // stack can't advance normally. When `split` and `stacks` are
        // given, stacks split off by ambiguous operations will be pushed to
        // `split`, or added to `stacks` if they move `pos` forward.
        Parse.prototype.advanceStack = function (stack, stacks, split) {
            var start = stack.pos, parser2 = this.parser;
            var base = verbose ? this.stackID(stack) + " -> " : "";
            if (this.stoppedAt != null && start > this.stoppedAt)
                return stack.forceReduce() ? stack : null;
            if (this.fragments) {
                var reused = stack.reducePos < start && stack.buffer.length && stack.buffer[stack.buffer.length - 2] <= stack.reducePos && this.fragments.lastRepeatPos == stack.reducePos && this.tryReuse(stack, stack.reducePos, this.fragments.lastRepeat, true) || this.tryReuse(stack, start, this.fragments.nodeAt(start), false);
                if (reused) {
                    if (verbose)
                        console.log(base + this.stackID(stack) + " (via reuse of ".concat(parser2.getName(reused.type.id), ")"));
                    return true;
                }
            }
            var defaultReduce = parser2.stateSlot(stack.state, 4
            /* ParseState.DefaultReduce */
            );
            if (defaultReduce > 0) {
                stack.reduce(defaultReduce);
                if (verbose)
                    console.log(base + this.stackID(stack) + " (via always-reduce ".concat(parser2.getName(defaultReduce & 65535
                    /* Action.ValueMask */
                    ), ")"));
                return true;
            }
            if (stack.stack.length >= 8400) {
                while (stack.stack.length > 6e3 && stack.forceReduce()) {
                }
            }
            var actions = this.tokens.getActions(stack);
            for (var i = 0; i < actions.length;) {
                var action = actions[i++], term = actions[i++], end = actions[i++];
                var last = i == actions.length || !split;
                var localStack = last ? stack : stack.split();
                var main = this.tokens.mainToken;
                localStack.apply(action, term, main ? main.start : localStack.pos, end);
                if (verbose)
                    console.log(base + this.stackID(localStack) + " (via ".concat((action & 65536) == 0 ? "shift" : "reduce of ".concat(parser2.getName(action & 65535
                    /* Action.ValueMask */
                    )), " for ").concat(parser2.getName(term), " @ ").concat(start).concat(localStack == stack ? "" : ", split", ")"));
                if (last)
                    return true;
                else if (localStack.pos > start)
                    stacks.push(localStack);
                else
                    split.push(localStack);
            }
            return false;
        };
        // Advance a given stack forward as far as it will go. Returns the
        // (possibly updated) stack if it got stuck, or null if it moved
        // forward and was given to `pushStackDedup`.
        Parse.prototype.advanceFully = function (stack, newStacks) {
            var pos = stack.pos;
            for (;;) {
                if (!this.advanceStack(stack, null, null))
                    return false;
                if (stack.pos > pos) {
                    pushStackDedup(stack, newStacks);
                    return true;
                }
            }
        };
        Parse.prototype.runRecovery = function (stacks, tokens, newStacks) {
            var e_11, _b;
            var finished = null, restarted = false;
            for (var i = 0; i < stacks.length; i++) {
                var stack = stacks[i], token = tokens[i << 1], tokenEnd = tokens[(i << 1) + 1];
                var base = verbose ? this.stackID(stack) + " -> " : "";
                if (stack.deadEnd) {
                    if (restarted)
                        continue;
                    restarted = true;
                    stack.restart();
                    if (verbose)
                        console.log(base + this.stackID(stack) + " (restarted)");
                    var done = this.advanceFully(stack, newStacks);
                    if (done)
                        continue;
                }
                var force = stack.split(), forceBase = base;
                for (var j = 0; j < 10 && force.forceReduce(); j++) {
                    if (verbose)
                        console.log(forceBase + this.stackID(force) + " (via force-reduce)");
                    var done = this.advanceFully(force, newStacks);
                    if (done)
                        break;
                    if (verbose)
                        forceBase = this.stackID(force) + " -> ";
                }
                try {
                    for (var _c = (e_11 = void 0, __values(stack.recoverByInsert(token))), _d = _c.next(); !_d.done; _d = _c.next()) {
                        var insert = _d.value;
                        if (verbose)
                            console.log(base + this.stackID(insert) + " (via recover-insert)");
                        this.advanceFully(insert, newStacks);
                    }
                }
                catch (e_11_1) { e_11 = { error: e_11_1 }; }
                finally {
                    try {
                        if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                    }
                    finally { if (e_11) throw e_11.error; }
                }
                if (this.stream.end > stack.pos) {
                    if (tokenEnd == stack.pos) {
                        tokenEnd++;
                        token = 0;
                    }
                    stack.recoverByDelete(token, tokenEnd);
                    if (verbose)
                        console.log(base + this.stackID(stack) + " (via recover-delete ".concat(this.parser.getName(token), ")"));
                    pushStackDedup(stack, newStacks);
                }
                else if (!finished || finished.score < force.score) {
                    finished = force;
                }
            }
            return finished;
        };
        // Convert the stack's buffer to a syntax tree.
        Parse.prototype.stackToTree = function (stack) {
            stack.close();
            return Tree.build({
                buffer: StackBufferCursor.create(stack),
                nodeSet: this.parser.nodeSet,
                topID: this.topTerm,
                maxBufferLength: this.parser.bufferLength,
                reused: this.reused,
                start: this.ranges[0].from,
                length: stack.pos - this.ranges[0].from,
                minRepeatType: this.parser.minRepeatTerm
            });
        };
        Parse.prototype.stackID = function (stack) {
            var id = (stackIDs || (stackIDs = /* @__PURE__ */ new WeakMap())).get(stack);
            if (!id)
                stackIDs.set(stack, id = String.fromCodePoint(this.nextStackID++));
            return id + stack;
        };
        return Parse;
    }());
    function pushStackDedup(stack, newStacks) {
        for (var i = 0; i < newStacks.length; i++) {
            var other = newStacks[i];
            if (other.pos == stack.pos && other.sameState(stack)) {
                if (newStacks[i].score < stack.score)
                    newStacks[i] = stack;
                return;
            }
        }
        newStacks.push(stack);
    }
    var Dialect = /** @class */ (function () {
        function Dialect(source, flags, disabled) {
            this.source = source;
            this.flags = flags;
            this.disabled = disabled;
        }
        Dialect.prototype.allows = function (term) {
            return !this.disabled || this.disabled[term] == 0;
        };
        return Dialect;
    }());
    var LRParser = /** @class */ (function (_super) {
        __extends(_LRParser, _super);
        /**
        @internal
        */
        function _LRParser(spec) {
            var e_12, _b, _c;
            var _this = _super.call(this) || this;
            _this.wrappers = [];
            if (spec.version != 14)
                throw new RangeError("Parser version (".concat(spec.version, ") doesn't match runtime version (").concat(14, ")"));
            var nodeNames = spec.nodeNames.split(" ");
            _this.minRepeatTerm = nodeNames.length;
            for (var i = 0; i < spec.repeatNodeCount; i++)
                nodeNames.push("");
            var topTerms = Object.keys(spec.topRules).map(function (r) { return spec.topRules[r][1]; });
            var nodeProps = [];
            for (var i = 0; i < nodeNames.length; i++)
                nodeProps.push([]);
            function setProp(nodeID, prop, value) {
                nodeProps[nodeID].push([prop, prop.deserialize(String(value))]);
            }
            if (spec.nodeProps)
                try {
                    for (var _d = __values(spec.nodeProps), _e = _d.next(); !_e.done; _e = _d.next()) {
                        var propSpec = _e.value;
                        var prop = propSpec[0];
                        if (typeof prop == "string")
                            prop = NodeProp[prop];
                        for (var i = 1; i < propSpec.length;) {
                            var next = propSpec[i++];
                            if (next >= 0) {
                                setProp(next, prop, propSpec[i++]);
                            }
                            else {
                                var value = propSpec[i + -next];
                                for (var j = -next; j > 0; j--)
                                    setProp(propSpec[i++], prop, value);
                                i++;
                            }
                        }
                    }
                }
                catch (e_12_1) { e_12 = { error: e_12_1 }; }
                finally {
                    try {
                        if (_e && !_e.done && (_b = _d.return)) _b.call(_d);
                    }
                    finally { if (e_12) throw e_12.error; }
                }
            _this.nodeSet = new NodeSet(nodeNames.map(function (name2, i) { return NodeType.define({
                name: i >= _this.minRepeatTerm ? void 0 : name2,
                id: i,
                props: nodeProps[i],
                top: topTerms.indexOf(i) > -1,
                error: i == 0,
                skipped: spec.skippedNodes && spec.skippedNodes.indexOf(i) > -1
            }); }));
            if (spec.propSources)
                _this.nodeSet = (_c = _this.nodeSet).extend.apply(_c, __spreadArray([], __read(spec.propSources), false));
            _this.strict = false;
            _this.bufferLength = DefaultBufferLength;
            var tokenArray = decodeArray(spec.tokenData);
            _this.context = spec.context;
            _this.specializerSpecs = spec.specialized || [];
            _this.specialized = new Uint16Array(_this.specializerSpecs.length);
            for (var i = 0; i < _this.specializerSpecs.length; i++)
                _this.specialized[i] = _this.specializerSpecs[i].term;
            _this.specializers = _this.specializerSpecs.map(getSpecializer);
            _this.states = decodeArray(spec.states, Uint32Array);
            _this.data = decodeArray(spec.stateData);
            _this.goto = decodeArray(spec.goto);
            _this.maxTerm = spec.maxTerm;
            _this.tokenizers = spec.tokenizers.map(function (value) { return typeof value == "number" ? new TokenGroup(tokenArray, value) : value; });
            _this.topRules = spec.topRules;
            _this.dialects = spec.dialects || {};
            _this.dynamicPrecedences = spec.dynamicPrecedences || null;
            _this.tokenPrecTable = spec.tokenPrec;
            _this.termNames = spec.termNames || null;
            _this.maxNode = _this.nodeSet.types.length - 1;
            _this.dialect = _this.parseDialect();
            _this.top = _this.topRules[Object.keys(_this.topRules)[0]];
            return _this;
        }
        _LRParser.prototype.createParse = function (input, fragments, ranges) {
            var e_13, _b;
            var parse = new Parse(this, input, fragments, ranges);
            try {
                for (var _c = __values(this.wrappers), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var w = _d.value;
                    parse = w(parse, input, fragments, ranges);
                }
            }
            catch (e_13_1) { e_13 = { error: e_13_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_13) throw e_13.error; }
            }
            return parse;
        };
        /**
        Get a goto table entry @internal
        */
        _LRParser.prototype.getGoto = function (state, term, loose) {
            if (loose === void 0) { loose = false; }
            var table = this.goto;
            if (term >= table[0])
                return -1;
            for (var pos = table[term + 1];;) {
                var groupTag = table[pos++], last = groupTag & 1;
                var target = table[pos++];
                if (last && loose)
                    return target;
                for (var end = pos + (groupTag >> 1); pos < end; pos++)
                    if (table[pos] == state)
                        return target;
                if (last)
                    return -1;
            }
        };
        /**
        Check if this state has an action for a given terminal @internal
        */
        _LRParser.prototype.hasAction = function (state, terminal) {
            var data = this.data;
            for (var set = 0; set < 2; set++) {
                for (var i = this.stateSlot(state, set ? 2 : 1
                /* ParseState.Actions */
                ), next = void 0;; i += 3) {
                    if ((next = data[i]) == 65535) {
                        if (data[i + 1] == 1)
                            next = data[i = pair(data, i + 2)];
                        else if (data[i + 1] == 2)
                            return pair(data, i + 2);
                        else
                            break;
                    }
                    if (next == terminal || next == 0)
                        return pair(data, i + 1);
                }
            }
            return 0;
        };
        /**
        @internal
        */
        _LRParser.prototype.stateSlot = function (state, slot) {
            return this.states[state * 6 + slot];
        };
        /**
        @internal
        */
        _LRParser.prototype.stateFlag = function (state, flag) {
            return (this.stateSlot(state, 0
            /* ParseState.Flags */
            ) & flag) > 0;
        };
        /**
        @internal
        */
        _LRParser.prototype.validAction = function (state, action) {
            return !!this.allActions(state, function (a) { return a == action ? true : null; });
        };
        /**
        @internal
        */
        _LRParser.prototype.allActions = function (state, action) {
            var deflt = this.stateSlot(state, 4
            /* ParseState.DefaultReduce */
            );
            var result = deflt ? action(deflt) : void 0;
            for (var i = this.stateSlot(state, 1
            /* ParseState.Actions */
            ); result == null; i += 3) {
                if (this.data[i] == 65535) {
                    if (this.data[i + 1] == 1)
                        i = pair(this.data, i + 2);
                    else
                        break;
                }
                result = action(pair(this.data, i + 1));
            }
            return result;
        };
        /**
        Get the states that can follow this one through shift actions or
        goto jumps. @internal
        */
        _LRParser.prototype.nextStates = function (state) {
            var result = [];
            var _loop_2 = function (i) {
                if (this_1.data[i] == 65535) {
                    if (this_1.data[i + 1] == 1)
                        i = pair(this_1.data, i + 2);
                    else
                        return out_i_1 = i, "break";
                }
                if ((this_1.data[i + 2] & 65536 >> 16) == 0) {
                    var value_1 = this_1.data[i + 1];
                    if (!result.some(function (v, i2) { return i2 & 1 && v == value_1; }))
                        result.push(this_1.data[i], value_1);
                }
                out_i_1 = i;
            };
            var this_1 = this, out_i_1;
            for (var i = this.stateSlot(state, 1
            /* ParseState.Actions */
            );; i += 3) {
                var state_1 = _loop_2(i);
                i = out_i_1;
                if (state_1 === "break")
                    break;
            }
            return result;
        };
        /**
        Configure the parser. Returns a new parser instance that has the
        given settings modified. Settings not provided in `config` are
        kept from the original parser.
        */
        _LRParser.prototype.configure = function (config) {
            var _b;
            var copy = Object.assign(Object.create(_LRParser.prototype), this);
            if (config.props)
                copy.nodeSet = (_b = this.nodeSet).extend.apply(_b, __spreadArray([], __read(config.props), false));
            if (config.top) {
                var info = this.topRules[config.top];
                if (!info)
                    throw new RangeError("Invalid top rule name ".concat(config.top));
                copy.top = info;
            }
            if (config.tokenizers)
                copy.tokenizers = this.tokenizers.map(function (t2) {
                    var found = config.tokenizers.find(function (r) { return r.from == t2; });
                    return found ? found.to : t2;
                });
            if (config.specializers) {
                copy.specializers = this.specializers.slice();
                copy.specializerSpecs = this.specializerSpecs.map(function (s, i) {
                    var found = config.specializers.find(function (r) { return r.from == s.external; });
                    if (!found)
                        return s;
                    var spec = Object.assign(Object.assign({}, s), { external: found.to });
                    copy.specializers[i] = getSpecializer(spec);
                    return spec;
                });
            }
            if (config.contextTracker)
                copy.context = config.contextTracker;
            if (config.dialect)
                copy.dialect = this.parseDialect(config.dialect);
            if (config.strict != null)
                copy.strict = config.strict;
            if (config.wrap)
                copy.wrappers = copy.wrappers.concat(config.wrap);
            if (config.bufferLength != null)
                copy.bufferLength = config.bufferLength;
            return copy;
        };
        /**
        Tells you whether any [parse wrappers](#lr.ParserConfig.wrap)
        are registered for this parser.
        */
        _LRParser.prototype.hasWrappers = function () {
            return this.wrappers.length > 0;
        };
        /**
        Returns the name associated with a given term. This will only
        work for all terms when the parser was generated with the
        `--names` option. By default, only the names of tagged terms are
        stored.
        */
        _LRParser.prototype.getName = function (term) {
            return this.termNames ? this.termNames[term] : String(term <= this.maxNode && this.nodeSet.types[term].name || term);
        };
        Object.defineProperty(_LRParser.prototype, "eofTerm", {
            /**
            The eof term id is always allocated directly after the node
            types. @internal
            */
            get: function () {
                return this.maxNode + 1;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(_LRParser.prototype, "topNode", {
            /**
            The type of top node produced by the parser.
            */
            get: function () {
                return this.nodeSet.types[this.top[1]];
            },
            enumerable: false,
            configurable: true
        });
        /**
        @internal
        */
        _LRParser.prototype.dynamicPrecedence = function (term) {
            var prec = this.dynamicPrecedences;
            return prec == null ? 0 : prec[term] || 0;
        };
        /**
        @internal
        */
        _LRParser.prototype.parseDialect = function (dialect) {
            var e_14, _b;
            var values = Object.keys(this.dialects), flags = values.map(function () { return false; });
            if (dialect)
                try {
                    for (var _c = __values(dialect.split(" ")), _d = _c.next(); !_d.done; _d = _c.next()) {
                        var part = _d.value;
                        var id = values.indexOf(part);
                        if (id >= 0)
                            flags[id] = true;
                    }
                }
                catch (e_14_1) { e_14 = { error: e_14_1 }; }
                finally {
                    try {
                        if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                    }
                    finally { if (e_14) throw e_14.error; }
                }
            var disabled = null;
            for (var i = 0; i < values.length; i++)
                if (!flags[i]) {
                    for (var j = this.dialects[values[i]], id = void 0; (id = this.data[j++]) != 65535;)
                        (disabled || (disabled = new Uint8Array(this.maxTerm + 1)))[id] = 1;
                }
            return new Dialect(dialect, flags, disabled);
        };
        /**
        Used by the output of the parser generator. Not available to
        user code. @hide
        */
        _LRParser.deserialize = function (spec) {
            return new _LRParser(spec);
        };
        return _LRParser;
    }(Parser));
    function pair(data, off) {
        return data[off] | data[off + 1] << 16;
    }
    function findFinished(stacks) {
        var e_15, _b;
        var best = null;
        try {
            for (var stacks_1 = __values(stacks), stacks_1_1 = stacks_1.next(); !stacks_1_1.done; stacks_1_1 = stacks_1.next()) {
                var stack = stacks_1_1.value;
                var stopped = stack.p.stoppedAt;
                if ((stack.pos == stack.p.stream.end || stopped != null && stack.pos > stopped) && stack.p.parser.stateFlag(stack.state, 2
                /* StateFlag.Accepting */
                ) && (!best || best.score < stack.score))
                    best = stack;
            }
        }
        catch (e_15_1) { e_15 = { error: e_15_1 }; }
        finally {
            try {
                if (stacks_1_1 && !stacks_1_1.done && (_b = stacks_1.return)) _b.call(stacks_1);
            }
            finally { if (e_15) throw e_15.error; }
        }
        return best;
    }
    function getSpecializer(spec) {
        if (spec.external) {
            var mask_1 = spec.extend ? 1 : 0;
            return function (value, stack) { return spec.external(value, stack) << 1 | mask_1; };
        }
        return spec.get;
    }
    // node_modules/@lezer/highlight/dist/index.js
    var nextTagID = 0;
    var Tag = /** @class */ (function () {
        /**
        @internal
        */
        function _Tag(name2, set, base, modified) {
            this.name = name2;
            this.set = set;
            this.base = base;
            this.modified = modified;
            this.id = nextTagID++;
        }
        _Tag.prototype.toString = function () {
            var e_16, _b;
            var name2 = this.name;
            try {
                for (var _c = __values(this.modified), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var mod = _d.value;
                    if (mod.name)
                        name2 = "".concat(mod.name, "(").concat(name2, ")");
                }
            }
            catch (e_16_1) { e_16 = { error: e_16_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_16) throw e_16.error; }
            }
            return name2;
        };
        _Tag.define = function (nameOrParent, parent) {
            var e_17, _b;
            var name2 = typeof nameOrParent == "string" ? nameOrParent : "?";
            if (nameOrParent instanceof _Tag)
                parent = nameOrParent;
            if (parent === null || parent === void 0 ? void 0 : parent.base)
                throw new Error("Can not derive from a modified tag");
            var tag = new _Tag(name2, [], null, []);
            tag.set.push(tag);
            if (parent)
                try {
                    for (var _c = __values(parent.set), _d = _c.next(); !_d.done; _d = _c.next()) {
                        var t2 = _d.value;
                        tag.set.push(t2);
                    }
                }
                catch (e_17_1) { e_17 = { error: e_17_1 }; }
                finally {
                    try {
                        if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                    }
                    finally { if (e_17) throw e_17.error; }
                }
            return tag;
        };
        /**
        Define a tag _modifier_, which is a function that, given a tag,
        will return a tag that is a subtag of the original. Applying the
        same modifier to a twice tag will return the same value (`m1(t1)
        == m1(t1)`) and applying multiple modifiers will, regardless or
        order, produce the same tag (`m1(m2(t1)) == m2(m1(t1))`).
        
        When multiple modifiers are applied to a given base tag, each
        smaller set of modifiers is registered as a parent, so that for
        example `m1(m2(m3(t1)))` is a subtype of `m1(m2(t1))`,
        `m1(m3(t1)`, and so on.
        */
        _Tag.defineModifier = function (name2) {
            var mod = new Modifier(name2);
            return function (tag) {
                if (tag.modified.indexOf(mod) > -1)
                    return tag;
                return Modifier.get(tag.base || tag, tag.modified.concat(mod).sort(function (a, b) { return a.id - b.id; }));
            };
        };
        return _Tag;
    }());
    var nextModifierID = 0;
    var Modifier = /** @class */ (function () {
        function _Modifier(name2) {
            this.name = name2;
            this.instances = [];
            this.id = nextModifierID++;
        }
        _Modifier.get = function (base, mods) {
            var e_18, _b, e_19, _c, e_20, _d;
            if (!mods.length)
                return base;
            var exists = mods[0].instances.find(function (t2) { return t2.base == base && sameArray(mods, t2.modified); });
            if (exists)
                return exists;
            var set = [], tag = new Tag(base.name, set, base, mods);
            try {
                for (var mods_1 = __values(mods), mods_1_1 = mods_1.next(); !mods_1_1.done; mods_1_1 = mods_1.next()) {
                    var m = mods_1_1.value;
                    m.instances.push(tag);
                }
            }
            catch (e_18_1) { e_18 = { error: e_18_1 }; }
            finally {
                try {
                    if (mods_1_1 && !mods_1_1.done && (_b = mods_1.return)) _b.call(mods_1);
                }
                finally { if (e_18) throw e_18.error; }
            }
            var configs = powerSet(mods);
            try {
                for (var _e = __values(base.set), _f = _e.next(); !_f.done; _f = _e.next()) {
                    var parent = _f.value;
                    if (!parent.modified.length)
                        try {
                            for (var configs_1 = (e_20 = void 0, __values(configs)), configs_1_1 = configs_1.next(); !configs_1_1.done; configs_1_1 = configs_1.next()) {
                                var config = configs_1_1.value;
                                set.push(_Modifier.get(parent, config));
                            }
                        }
                        catch (e_20_1) { e_20 = { error: e_20_1 }; }
                        finally {
                            try {
                                if (configs_1_1 && !configs_1_1.done && (_d = configs_1.return)) _d.call(configs_1);
                            }
                            finally { if (e_20) throw e_20.error; }
                        }
                }
            }
            catch (e_19_1) { e_19 = { error: e_19_1 }; }
            finally {
                try {
                    if (_f && !_f.done && (_c = _e.return)) _c.call(_e);
                }
                finally { if (e_19) throw e_19.error; }
            }
            return tag;
        };
        return _Modifier;
    }());
    function sameArray(a, b) {
        return a.length == b.length && a.every(function (x, i) { return x == b[i]; });
    }
    function powerSet(array) {
        var sets = [[]];
        for (var i = 0; i < array.length; i++) {
            for (var j = 0, e = sets.length; j < e; j++) {
                sets.push(sets[j].concat(array[i]));
            }
        }
        return sets.sort(function (a, b) { return b.length - a.length; });
    }
    function styleTags(spec) {
        var e_21, _b;
        var byName = /* @__PURE__ */ Object.create(null);
        for (var prop in spec) {
            var tags2 = spec[prop];
            if (!Array.isArray(tags2))
                tags2 = [tags2];
            try {
                for (var _c = (e_21 = void 0, __values(prop.split(" "))), _d = _c.next(); !_d.done; _d = _c.next()) {
                    var part = _d.value;
                    if (part) {
                        var pieces = [], mode = 2, rest = part;
                        for (var pos = 0;;) {
                            if (rest == "..." && pos > 0 && pos + 3 == part.length) {
                                mode = 1;
                                break;
                            }
                            var m = /^"(?:[^"\\]|\\.)*?"|[^\/!]+/.exec(rest);
                            if (!m)
                                throw new RangeError("Invalid path: " + part);
                            pieces.push(m[0] == "*" ? "" : m[0][0] == '"' ? JSON.parse(m[0]) : m[0]);
                            pos += m[0].length;
                            if (pos == part.length)
                                break;
                            var next = part[pos++];
                            if (pos == part.length && next == "!") {
                                mode = 0;
                                break;
                            }
                            if (next != "/")
                                throw new RangeError("Invalid path: " + part);
                            rest = part.slice(pos);
                        }
                        var last = pieces.length - 1, inner = pieces[last];
                        if (!inner)
                            throw new RangeError("Invalid path: " + part);
                        var rule = new Rule(tags2, mode, last > 0 ? pieces.slice(0, last) : null);
                        byName[inner] = rule.sort(byName[inner]);
                    }
                }
            }
            catch (e_21_1) { e_21 = { error: e_21_1 }; }
            finally {
                try {
                    if (_d && !_d.done && (_b = _c.return)) _b.call(_c);
                }
                finally { if (e_21) throw e_21.error; }
            }
        }
        return ruleNodeProp.add(byName);
    }
    var ruleNodeProp = new NodeProp({
        combine: function (a, b) {
            var cur, root, take;
            while (a || b) {
                if (!a || b && a.depth <= b.depth) {
                    take = b;
                    b = b.next;
                }
                else {
                    take = a;
                    a = a.next;
                }
                if (cur && cur.mode == take.mode && !take.context && !cur.context)
                    continue;
                var copy = new Rule(take.tags, take.mode, take.context);
                if (cur)
                    cur.next = copy;
                else
                    root = copy;
                cur = copy;
            }
            return root;
        }
    });
    var Rule = /** @class */ (function () {
        function Rule(tags2, mode, context, next) {
            this.tags = tags2;
            this.mode = mode;
            this.context = context;
            this.next = next;
        }
        Object.defineProperty(Rule.prototype, "opaque", {
            get: function () {
                return this.mode == 0;
            },
            enumerable: false,
            configurable: true
        });
        Object.defineProperty(Rule.prototype, "inherit", {
            get: function () {
                return this.mode == 1;
            },
            enumerable: false,
            configurable: true
        });
        Rule.prototype.sort = function (other) {
            if (!other || other.depth < this.depth) {
                this.next = other;
                return this;
            }
            other.next = this.sort(other.next);
            return other;
        };
        Object.defineProperty(Rule.prototype, "depth", {
            get: function () {
                return this.context ? this.context.length : 0;
            },
            enumerable: false,
            configurable: true
        });
        return Rule;
    }());
    Rule.empty = new Rule([], 2, null);
    function tagHighlighter(tags2, options) {
        var e_22, _b, e_23, _c;
        var map = /* @__PURE__ */ Object.create(null);
        try {
            for (var tags2_1 = __values(tags2), tags2_1_1 = tags2_1.next(); !tags2_1_1.done; tags2_1_1 = tags2_1.next()) {
                var style = tags2_1_1.value;
                if (!Array.isArray(style.tag))
                    map[style.tag.id] = style.class;
                else
                    try {
                        for (var _d = (e_23 = void 0, __values(style.tag)), _e = _d.next(); !_e.done; _e = _d.next()) {
                            var tag = _e.value;
                            map[tag.id] = style.class;
                        }
                    }
                    catch (e_23_1) { e_23 = { error: e_23_1 }; }
                    finally {
                        try {
                            if (_e && !_e.done && (_c = _d.return)) _c.call(_d);
                        }
                        finally { if (e_23) throw e_23.error; }
                    }
            }
        }
        catch (e_22_1) { e_22 = { error: e_22_1 }; }
        finally {
            try {
                if (tags2_1_1 && !tags2_1_1.done && (_b = tags2_1.return)) _b.call(tags2_1);
            }
            finally { if (e_22) throw e_22.error; }
        }
        var _f = options || {}, scope = _f.scope, _g = _f.all, all = _g === void 0 ? null : _g;
        return {
            style: function (tags3) {
                var e_24, _b, e_25, _c;
                var cls = all;
                try {
                    for (var tags3_1 = __values(tags3), tags3_1_1 = tags3_1.next(); !tags3_1_1.done; tags3_1_1 = tags3_1.next()) {
                        var tag = tags3_1_1.value;
                        try {
                            for (var _d = (e_25 = void 0, __values(tag.set)), _e = _d.next(); !_e.done; _e = _d.next()) {
                                var sub = _e.value;
                                var tagClass = map[sub.id];
                                if (tagClass) {
                                    cls = cls ? cls + " " + tagClass : tagClass;
                                    break;
                                }
                            }
                        }
                        catch (e_25_1) { e_25 = { error: e_25_1 }; }
                        finally {
                            try {
                                if (_e && !_e.done && (_c = _d.return)) _c.call(_d);
                            }
                            finally { if (e_25) throw e_25.error; }
                        }
                    }
                }
                catch (e_24_1) { e_24 = { error: e_24_1 }; }
                finally {
                    try {
                        if (tags3_1_1 && !tags3_1_1.done && (_b = tags3_1.return)) _b.call(tags3_1);
                    }
                    finally { if (e_24) throw e_24.error; }
                }
                return cls;
            },
            scope: scope
        };
    }
    var t = Tag.define;
    var comment = t();
    var name = t();
    var typeName = t(name);
    var propertyName = t(name);
    var literal = t();
    var string = t(literal);
    var number = t(literal);
    var content = t();
    var heading = t(content);
    var keyword = t();
    var operator = t();
    var punctuation = t();
    var bracket = t(punctuation);
    var meta = t();
    var tags = {
        /**
        A comment.
        */
        comment: comment,
        /**
        A line [comment](#highlight.tags.comment).
        */
        lineComment: t(comment),
        /**
        A block [comment](#highlight.tags.comment).
        */
        blockComment: t(comment),
        /**
        A documentation [comment](#highlight.tags.comment).
        */
        docComment: t(comment),
        /**
        Any kind of identifier.
        */
        name: name,
        /**
        The [name](#highlight.tags.name) of a variable.
        */
        variableName: t(name),
        /**
        A type [name](#highlight.tags.name).
        */
        typeName: typeName,
        /**
        A tag name (subtag of [`typeName`](#highlight.tags.typeName)).
        */
        tagName: t(typeName),
        /**
        A property or field [name](#highlight.tags.name).
        */
        propertyName: propertyName,
        /**
        An attribute name (subtag of [`propertyName`](#highlight.tags.propertyName)).
        */
        attributeName: t(propertyName),
        /**
        The [name](#highlight.tags.name) of a class.
        */
        className: t(name),
        /**
        A label [name](#highlight.tags.name).
        */
        labelName: t(name),
        /**
        A namespace [name](#highlight.tags.name).
        */
        namespace: t(name),
        /**
        The [name](#highlight.tags.name) of a macro.
        */
        macroName: t(name),
        /**
        A literal value.
        */
        literal: literal,
        /**
        A string [literal](#highlight.tags.literal).
        */
        string: string,
        /**
        A documentation [string](#highlight.tags.string).
        */
        docString: t(string),
        /**
        A character literal (subtag of [string](#highlight.tags.string)).
        */
        character: t(string),
        /**
        An attribute value (subtag of [string](#highlight.tags.string)).
        */
        attributeValue: t(string),
        /**
        A number [literal](#highlight.tags.literal).
        */
        number: number,
        /**
        An integer [number](#highlight.tags.number) literal.
        */
        integer: t(number),
        /**
        A floating-point [number](#highlight.tags.number) literal.
        */
        float: t(number),
        /**
        A boolean [literal](#highlight.tags.literal).
        */
        bool: t(literal),
        /**
        Regular expression [literal](#highlight.tags.literal).
        */
        regexp: t(literal),
        /**
        An escape [literal](#highlight.tags.literal), for example a
        backslash escape in a string.
        */
        escape: t(literal),
        /**
        A color [literal](#highlight.tags.literal).
        */
        color: t(literal),
        /**
        A URL [literal](#highlight.tags.literal).
        */
        url: t(literal),
        /**
        A language keyword.
        */
        keyword: keyword,
        /**
        The [keyword](#highlight.tags.keyword) for the self or this
        object.
        */
        self: t(keyword),
        /**
        The [keyword](#highlight.tags.keyword) for null.
        */
        null: t(keyword),
        /**
        A [keyword](#highlight.tags.keyword) denoting some atomic value.
        */
        atom: t(keyword),
        /**
        A [keyword](#highlight.tags.keyword) that represents a unit.
        */
        unit: t(keyword),
        /**
        A modifier [keyword](#highlight.tags.keyword).
        */
        modifier: t(keyword),
        /**
        A [keyword](#highlight.tags.keyword) that acts as an operator.
        */
        operatorKeyword: t(keyword),
        /**
        A control-flow related [keyword](#highlight.tags.keyword).
        */
        controlKeyword: t(keyword),
        /**
        A [keyword](#highlight.tags.keyword) that defines something.
        */
        definitionKeyword: t(keyword),
        /**
        A [keyword](#highlight.tags.keyword) related to defining or
        interfacing with modules.
        */
        moduleKeyword: t(keyword),
        /**
        An operator.
        */
        operator: operator,
        /**
        An [operator](#highlight.tags.operator) that dereferences something.
        */
        derefOperator: t(operator),
        /**
        Arithmetic-related [operator](#highlight.tags.operator).
        */
        arithmeticOperator: t(operator),
        /**
        Logical [operator](#highlight.tags.operator).
        */
        logicOperator: t(operator),
        /**
        Bit [operator](#highlight.tags.operator).
        */
        bitwiseOperator: t(operator),
        /**
        Comparison [operator](#highlight.tags.operator).
        */
        compareOperator: t(operator),
        /**
        [Operator](#highlight.tags.operator) that updates its operand.
        */
        updateOperator: t(operator),
        /**
        [Operator](#highlight.tags.operator) that defines something.
        */
        definitionOperator: t(operator),
        /**
        Type-related [operator](#highlight.tags.operator).
        */
        typeOperator: t(operator),
        /**
        Control-flow [operator](#highlight.tags.operator).
        */
        controlOperator: t(operator),
        /**
        Program or markup punctuation.
        */
        punctuation: punctuation,
        /**
        [Punctuation](#highlight.tags.punctuation) that separates
        things.
        */
        separator: t(punctuation),
        /**
        Bracket-style [punctuation](#highlight.tags.punctuation).
        */
        bracket: bracket,
        /**
        Angle [brackets](#highlight.tags.bracket) (usually `<` and `>`
        tokens).
        */
        angleBracket: t(bracket),
        /**
        Square [brackets](#highlight.tags.bracket) (usually `[` and `]`
        tokens).
        */
        squareBracket: t(bracket),
        /**
        Parentheses (usually `(` and `)` tokens). Subtag of
        [bracket](#highlight.tags.bracket).
        */
        paren: t(bracket),
        /**
        Braces (usually `{` and `}` tokens). Subtag of
        [bracket](#highlight.tags.bracket).
        */
        brace: t(bracket),
        /**
        Content, for example plain text in XML or markup documents.
        */
        content: content,
        /**
        [Content](#highlight.tags.content) that represents a heading.
        */
        heading: heading,
        /**
        A level 1 [heading](#highlight.tags.heading).
        */
        heading1: t(heading),
        /**
        A level 2 [heading](#highlight.tags.heading).
        */
        heading2: t(heading),
        /**
        A level 3 [heading](#highlight.tags.heading).
        */
        heading3: t(heading),
        /**
        A level 4 [heading](#highlight.tags.heading).
        */
        heading4: t(heading),
        /**
        A level 5 [heading](#highlight.tags.heading).
        */
        heading5: t(heading),
        /**
        A level 6 [heading](#highlight.tags.heading).
        */
        heading6: t(heading),
        /**
        A prose [content](#highlight.tags.content) separator (such as a horizontal rule).
        */
        contentSeparator: t(content),
        /**
        [Content](#highlight.tags.content) that represents a list.
        */
        list: t(content),
        /**
        [Content](#highlight.tags.content) that represents a quote.
        */
        quote: t(content),
        /**
        [Content](#highlight.tags.content) that is emphasized.
        */
        emphasis: t(content),
        /**
        [Content](#highlight.tags.content) that is styled strong.
        */
        strong: t(content),
        /**
        [Content](#highlight.tags.content) that is part of a link.
        */
        link: t(content),
        /**
        [Content](#highlight.tags.content) that is styled as code or
        monospace.
        */
        monospace: t(content),
        /**
        [Content](#highlight.tags.content) that has a strike-through
        style.
        */
        strikethrough: t(content),
        /**
        Inserted text in a change-tracking format.
        */
        inserted: t(),
        /**
        Deleted text.
        */
        deleted: t(),
        /**
        Changed text.
        */
        changed: t(),
        /**
        An invalid or unsyntactic element.
        */
        invalid: t(),
        /**
        Metadata or meta-instruction.
        */
        meta: meta,
        /**
        [Metadata](#highlight.tags.meta) that applies to the entire
        document.
        */
        documentMeta: t(meta),
        /**
        [Metadata](#highlight.tags.meta) that annotates or adds
        attributes to a given syntactic element.
        */
        annotation: t(meta),
        /**
        Processing instruction or preprocessor directive. Subtag of
        [meta](#highlight.tags.meta).
        */
        processingInstruction: t(meta),
        /**
        [Modifier](#highlight.Tag^defineModifier) that indicates that a
        given element is being defined. Expected to be used with the
        various [name](#highlight.tags.name) tags.
        */
        definition: Tag.defineModifier("definition"),
        /**
        [Modifier](#highlight.Tag^defineModifier) that indicates that
        something is constant. Mostly expected to be used with
        [variable names](#highlight.tags.variableName).
        */
        constant: Tag.defineModifier("constant"),
        /**
        [Modifier](#highlight.Tag^defineModifier) used to indicate that
        a [variable](#highlight.tags.variableName) or [property
        name](#highlight.tags.propertyName) is being called or defined
        as a function.
        */
        function: Tag.defineModifier("function"),
        /**
        [Modifier](#highlight.Tag^defineModifier) that can be applied to
        [names](#highlight.tags.name) to indicate that they belong to
        the language's standard environment.
        */
        standard: Tag.defineModifier("standard"),
        /**
        [Modifier](#highlight.Tag^defineModifier) that indicates a given
        [names](#highlight.tags.name) is local to some scope.
        */
        local: Tag.defineModifier("local"),
        /**
        A generic variant [modifier](#highlight.Tag^defineModifier) that
        can be used to tag language-specific alternative variants of
        some common tag. It is recommended for themes to define special
        forms of at least the [string](#highlight.tags.string) and
        [variable name](#highlight.tags.variableName) tags, since those
        come up a lot.
        */
        special: Tag.defineModifier("special")
    };
    for (var name2 in tags) {
        var val = tags[name2];
        if (val instanceof Tag)
            val.name = name2;
    }
    var classHighlighter = tagHighlighter([
        { tag: tags.link, class: "tok-link" },
        { tag: tags.heading, class: "tok-heading" },
        { tag: tags.emphasis, class: "tok-emphasis" },
        { tag: tags.strong, class: "tok-strong" },
        { tag: tags.keyword, class: "tok-keyword" },
        { tag: tags.atom, class: "tok-atom" },
        { tag: tags.bool, class: "tok-bool" },
        { tag: tags.url, class: "tok-url" },
        { tag: tags.labelName, class: "tok-labelName" },
        { tag: tags.inserted, class: "tok-inserted" },
        { tag: tags.deleted, class: "tok-deleted" },
        { tag: tags.literal, class: "tok-literal" },
        { tag: tags.string, class: "tok-string" },
        { tag: tags.number, class: "tok-number" },
        { tag: [tags.regexp, tags.escape, tags.special(tags.string)], class: "tok-string2" },
        { tag: tags.variableName, class: "tok-variableName" },
        { tag: tags.local(tags.variableName), class: "tok-variableName tok-local" },
        { tag: tags.definition(tags.variableName), class: "tok-variableName tok-definition" },
        { tag: tags.special(tags.variableName), class: "tok-variableName2" },
        { tag: tags.definition(tags.propertyName), class: "tok-propertyName tok-definition" },
        { tag: tags.typeName, class: "tok-typeName" },
        { tag: tags.namespace, class: "tok-namespace" },
        { tag: tags.className, class: "tok-className" },
        { tag: tags.macroName, class: "tok-macroName" },
        { tag: tags.propertyName, class: "tok-propertyName" },
        { tag: tags.operator, class: "tok-operator" },
        { tag: tags.comment, class: "tok-comment" },
        { tag: tags.meta, class: "tok-meta" },
        { tag: tags.invalid, class: "tok-invalid" },
        { tag: tags.punctuation, class: "tok-punctuation" }
    ]);
    // node_modules/@prometheus-io/lezer-promql/dist/index.es.js
    var inf$1 = 188;
    var nan$1 = 189;
    var Bool$1 = 1;
    var Ignoring$1 = 2;
    var On$1 = 3;
    var GroupLeft$1 = 4;
    var GroupRight$1 = 5;
    var Offset$1 = 6;
    var Atan2$1 = 7;
    var Avg$1 = 8;
    var Bottomk$1 = 9;
    var Count$1 = 10;
    var CountValues$1 = 11;
    var Group$1 = 12;
    var Max$1 = 13;
    var Min$1 = 14;
    var Quantile$1 = 15;
    var LimitK$1 = 16;
    var LimitRatio$1 = 17;
    var Stddev$1 = 18;
    var Stdvar$1 = 19;
    var Sum$1 = 20;
    var Topk$1 = 21;
    var By$1 = 22;
    var Without$1 = 23;
    var And$1 = 24;
    var Or$1 = 25;
    var Unless$1 = 26;
    var StartFn$1 = 27;
    var EndFn$1 = 28;
    var AtStart$1 = 29;
    var AtEnd$1 = 30;
    var Smoothed$1 = 31;
    var Anchored$1 = 32;
    var Fill$1 = 33;
    var FillLeft$1 = 34;
    var FillRight$1 = 35;
    var keywordTokens = {
        inf: inf$1,
        nan: nan$1,
        bool: Bool$1,
        ignoring: Ignoring$1,
        on: On$1,
        group_left: GroupLeft$1,
        group_right: GroupRight$1,
        offset: Offset$1
    };
    var specializeIdentifier = function (value, stack) {
        return keywordTokens[value.toLowerCase()] || -1;
    };
    var contextualKeywordTokens = {
        avg: Avg$1,
        atan2: Atan2$1,
        bottomk: Bottomk$1,
        count: Count$1,
        count_values: CountValues$1,
        group: Group$1,
        max: Max$1,
        min: Min$1,
        quantile: Quantile$1,
        limitk: LimitK$1,
        limit_ratio: LimitRatio$1,
        stddev: Stddev$1,
        stdvar: Stdvar$1,
        sum: Sum$1,
        topk: Topk$1,
        by: By$1,
        without: Without$1,
        and: And$1,
        or: Or$1,
        unless: Unless$1,
        smoothed: Smoothed$1,
        anchored: Anchored$1,
        fill: Fill$1,
        fill_left: FillLeft$1,
        fill_right: FillRight$1
    };
    var extendIdentifier = function (value, stack) {
        if (value === "start" && stack.canShift(StartFn$1)) {
            return StartFn$1;
        }
        if (value === "end" && stack.canShift(EndFn$1)) {
            return EndFn$1;
        }
        if (value.toLowerCase() === "start" && stack.canShift(AtStart$1)) {
            return AtStart$1;
        }
        if (value.toLowerCase() === "end" && stack.canShift(AtEnd$1)) {
            return AtEnd$1;
        }
        var token = contextualKeywordTokens[value.toLowerCase()];
        if (token !== void 0 && stack.canShift(token)) {
            return token;
        }
        return -1;
    };
    var promQLHighLight = styleTags({
        LineComment: tags.comment,
        LabelName: tags.labelName,
        StringLiteral: tags.string,
        NumberDurationLiteral: tags.number,
        NumberDurationLiteralInDurationContext: tags.number,
        Identifier: tags.variableName,
        "Abs Absent AbsentOverTime Acos Acosh Asin Asinh Atan Atanh AvgOverTime Ceil Changes Clamp ClampMax ClampMin Cos Cosh CountOverTime DaysInMonth DayOfMonth DayOfWeek DayOfYear Deg Delta Deriv EndFn Exp Floor HistogramAvg HistogramCount HistogramFraction HistogramQuantile HistogramSum DoubleExponentialSmoothing Hour Idelta Increase Irate LabelReplace LabelJoin LastOverTime Ln Log10 Log2 MaxOverTime MinOverTime Minute Month Pi PredictLinear PresentOverTime QuantileOverTime Rad Range Rate Resets Round Scalar Sgn Sin Sinh Sort SortDesc SortByLabel SortByLabelDesc Sqrt StartFn Step StddevOverTime StdvarOverTime SumOverTime Tan Tanh Time Timestamp Vector Year": tags.function(tags.variableName),
        "Avg Bottomk Count Count_values Group LimitK LimitRatio Max Min Quantile Stddev Stdvar Sum Topk": tags.operatorKeyword,
        "AtModifierPreprocessors By Without Bool On Ignoring GroupLeft GroupRight Offset Smoothed Anchored": tags.modifier,
        "DurationExpr/DurationStep DurationExpr/DurationRange DurationExpr/DurationMinOf DurationExpr/DurationMaxOf OffsetDurationExpr/DurationStep OffsetDurationExpr/DurationRange OffsetDurationExpr/DurationMinOf OffsetDurationExpr/DurationMaxOf": tags.function(tags.variableName),
        "And Unless Or": tags.logicOperator,
        "Sub Add Mul Mod Div Atan2 Eql Neq Lte Lss Gte Gtr EqlRegex EqlSingle NeqRegex Pow At": tags.operator,
        UnaryOp: tags.arithmeticOperator,
        "( )": tags.paren,
        "[ ]": tags.squareBracket,
        "{ }": tags.brace,
        "\u26A0": tags.invalid
    });
    var spec_Identifier = { __proto__: null, absent_over_time: 401, absent: 403, abs: 405, acos: 407, acosh: 409, asin: 411, asinh: 413, atan: 415, atanh: 417, avg_over_time: 419, ceil: 421, changes: 423, clamp: 425, clamp_max: 427, clamp_min: 429, cos: 431, cosh: 433, count_over_time: 435, days_in_month: 437, day_of_month: 439, day_of_week: 441, day_of_year: 443, deg: 445, delta: 447, deriv: 449, exp: 451, first_over_time: 453, floor: 455, histogram_count: 457, histogram_fraction: 459, histogram_quantile: 461, histogram_quantiles: 463, histogram_stddev: 465, histogram_stdvar: 467, histogram_sum: 469, histogram_avg: 471, double_exponential_smoothing: 473, hour: 475, idelta: 477, increase: 479, info: 481, irate: 483, label_replace: 485, label_join: 487, last_over_time: 489, ln: 491, log10: 493, log2: 495, mad_over_time: 497, max_over_time: 499, min_over_time: 501, ts_of_first_over_time: 503, ts_of_max_over_time: 505, ts_of_min_over_time: 507, ts_of_last_over_time: 509, minute: 511, month: 513, pi: 515, predict_linear: 517, present_over_time: 519, quantile_over_time: 521, rad: 523, rate: 525, resets: 527, round: 529, scalar: 531, sgn: 533, sin: 535, sinh: 537, sort: 539, sort_desc: 541, sort_by_label: 543, sort_by_label_desc: 545, start_timestamp: 547, range: 549, step: 551, sqrt: 553, stddev_over_time: 555, stdvar_over_time: 557, sum_over_time: 559, tan: 561, tanh: 563, timestamp: 565, time: 567, vector: 569, year: 571, min_of: 575, max_of: 577 };
    var parser = LRParser.deserialize({
        version: 14,
        states: "BnOYQPOOO(gQPOOOOQO'#DT'#DTO(lQPO'#DSOOQO'#Db'#DbO(wQPO'#FqQ0_QQOOOOQO'#Ds'#DsO(rQPO'#DrOYQPO'#F{OYQPO'#F}O1xQSO'#GPO2TQQO'#GOOOQO'#GO'#GOOOQO'#Gd'#GdOOQO'#Dt'#DtOOQO'#Dv'#DvOOQO'#Dw'#DwOOQO'#Dx'#DxOOQO'#Dy'#DyOOQO'#Dz'#DzOOQO'#D{'#D{OOQO'#D|'#D|OOQO'#D}'#D}OOQO'#EO'#EOOOQO'#EP'#EPOOQO'#EQ'#EQOOQO'#ER'#EROOQO'#ES'#ESOOQO'#ET'#ETOOQO'#EU'#EUOOQO'#EV'#EVOOQO'#EW'#EWOOQO'#EX'#EXOOQO'#EY'#EYOOQO'#EZ'#EZOOQO'#E['#E[OOQO'#E]'#E]OOQO'#E^'#E^OOQO'#E_'#E_OOQO'#E`'#E`OOQO'#Ea'#EaOOQO'#Eb'#EbOOQO'#Ec'#EcOOQO'#Ed'#EdOOQO'#Ee'#EeOOQO'#Ef'#EfOOQO'#Eg'#EgOOQO'#Eh'#EhOOQO'#Ei'#EiOOQO'#Ej'#EjOOQO'#Ek'#EkOOQO'#El'#ElOOQO'#Em'#EmOOQO'#En'#EnOOQO'#Eo'#EoOOQO'#Ep'#EpOOQO'#Eq'#EqOOQO'#Er'#ErOOQO'#Es'#EsOOQO'#Et'#EtOOQO'#Eu'#EuOOQO'#Ev'#EvOOQO'#Ew'#EwOOQO'#Ex'#ExOOQO'#Ey'#EyOOQO'#Ez'#EzOOQO'#E{'#E{OOQO'#E|'#E|OOQO'#E}'#E}OOQO'#FO'#FOOOQO'#FP'#FPOOQO'#FQ'#FQOOQO'#FR'#FROOQO'#FS'#FSOOQO'#FT'#FTOOQO'#FU'#FUOOQO'#FV'#FVOOQO'#FW'#FWOOQO'#FX'#FXOOQO'#FY'#FYOOQO'#FZ'#FZOOQO'#F['#F[OOQO'#F]'#F]OOQO'#F^'#F^OOQO'#F_'#F_OOQO'#F`'#F`OOQO'#Fa'#FaOOQO'#Fb'#FbOOQO'#Fc'#FcOOQO'#Fd'#FdOOQO'#Fe'#FeOOQO'#Ff'#FfOOQO'#Fg'#FgOOQO'#Fh'#FhOOQO'#Fi'#FiOOQO'#Fj'#FjOOQO'#Fk'#FkOOQO'#Fl'#FlOOQO'#Fm'#FmOOQO'#Fn'#FnQOQPOOO3zQPO'#DUO4PQPO'#DZO(rQPO,59nO4WQQO,59nOOQO,59|,59|O6QQPO,59vO6QQPO,59vO6QQPO,59vO6QQPO,59vO6QQPO,59vO=qQPO,5<ZO>cQPO,5<cOOQO,5<e,5<eOOQO,5<f,5<fO?fQPO,5<rOOQO,5:^,5:^O?pQQO,5<gO?wQQO,5<iOOQO'#DX'#DXOAkQPO'#GQOAyQPO,5<kOOQO,5<k,5<kOBVQPO,5<kOOQO,5<j,5<jOB_QSO'#DVOOQO,59p,59pOOQO,59u,59uOBjQQO,59uOOQO1G/Y1G/YOOQO'#D^'#D^O3zQPO'#D_OBtQPO'#DaOByQPO'#DcOCOQPO'#DdOOQO'#D`'#D`OJbQPO'#D`OJiQPO'#D`OOQO'#Gh'#GhOJpQPO'#GhO!$WQPO'#GhOYQPO1G/bOYQPO1G/bOYQPO1G/bOYQPO1G/bOYQPO1G/bOOQO'#Fq'#FqOOQO'#Fv'#FvO!$bQSO1G1uO=qQPO'#FpOOQO'#Fr'#FrOOQO'#Fs'#FsOOQO'#Ft'#FtOOQO'#Fu'#FuO!$|QPO'#FpO!%RQPO'#FpO=qQPO'#FpOOQO'#Fp'#FpO>cQPO'#FxOOQO1G1}1G1}O!%WQPO'#FxO!%]QPO'#FxO=qQPO'#FxOOQO'#Fx'#FxO!%bQPO'#DbOOQO'#GY'#GYOOQO1G2^1G2^O!%mQPO1G2^OOQO1G2R1G2ROOQO'#GR'#GRO!%rQPO,5<lO!%wQPO,5<qO!%|QSO1G2VO!&XQPO1G2VOOQO1G2V1G2VOOQO,59q,59qO!&aQPO,59qOYQPO'#G]O!&iQPO1G/aOOQO1G/a1G/aO!&qQPO,59yO?TQPO,59{O?TQPO,59}O?TQPO,5:OOOQO,59z,59zOOQO,5=S,5=SO!._QPO,5=SO!7]QQO7+$|O!7mQQO7+$|O!9XQQO7+$|O!9uQQO7+$|O!;jQQO7+$|O=qQPO,5<[O=qQPO,5<[OOQO7+'a7+'aO!<ZQPO7+'nO!<vQSO,5<[O!=QQPO,5<[O=qQPO,5<[O!=kQQO,5<[OOQO,5<d,5<dO!=rQPO,5<dO=qQPO,5<dO!=wQQO,5<dO!>OQPO7+'xOOQO1G2W1G2WOOQO1G2]1G2]O!>TQPO,5<xOOQO,5<x,5<xOOQO7+'q7+'qO!>iQSO7+'qOOQO-E:[-E:[O!>tQSO1G/]O!?PQPO1G/]OOQO1G/]1G/]O!?XQQO,5<wOOQO-E:Z-E:ZOOQO7+${7+${O!?cQPO1G/eO!FyQPO1G/gO!GOQPO1G/iO!GTQPO1G/jOOQO1G2n1G2nO!GnQSO1G1vO!GxQSO1G1vO!HdQQO<<KYOOQO<<KY<<KYOOQO1G1v1G1vO!HkQQO1G1vO!HrQQO,5<[OOQO1G2O1G2OO!IPQQO1G2OOOQO<<Kd<<KdOOQO<<K]<<K]P!IWQSO'#G^OOQO,5<v,5<vOOQO7+$w7+$wO!I`QSO7+$wOOQO-E:Y-E:YOOQO7+%P7+%POOQO7+%R7+%ROOQO7+%T7+%TOOQO7+%U7+%UOOQOAN@tAN@tO=qQPO7+'bO!IkQQO1G1vO!IxQQO1G1vO=qQPO7+'jOOQO<<Hc<<HcP!JgQSO'#G[O!JoQQO<<J|O!JvQQO<<KUOOQOAN@hAN@hOOQOAN@pAN@pO=qQPO'#FpO=qQPO,5<[O=qQPO,5<[",
        stateData: "!J}~O%VOStOS~OWQOXQOYQOZQO[QO]QO^QO_QO`QOaQObQOcQOdQOeQOkVOlVO|^O!i[O%SSO%TSO%XXO%]TO%^TO%_SO%`_O%a`O%baO%cbO%dcO%edO%feO%gfO%hgO%ihO%jiO%kjO%lkO%mlO%nmO%onO%poO%qpO%rqO%srO%tsO%utO%vuO%wvO%xwO%yxO%zyO%{zO%|{O%}|O&O}O&P!OO&Q!PO&R!QO&S!RO&T!SO&U!TO&V!UO&W!VO&X!WO&Y!XO&Z!YO&[!ZO&]![O&^!]O&_!^O&`!_O&a!`O&b!aO&c!bO&d!cO&e!dO&f!eO&g!fO&h!gO&i!hO&j!iO&k!jO&l!kO&m!lO&n!mO&o!nO&p!oO&q!pO&r!qO&s!rO&t!sO&u!tO&v!uO&w!vO&x!wO&y!xO&z!yO&{!zO&|!{O&}!|O'O!}O'P#OO'Q#PO'R#QO'S#RO'T#SO'U#TO'V#UO'W#VO'X#WO'_ZO~O!i#XO~Of#YOg#YO%X#ZO~O%S#^O%T#^O%_#^OW$eXX$eXY$eXZ$eX[$eX]$eX^$eX_$eX`$eXa$eXb$eXc$eXd$eXe$eXk$eXl$eX|$eX!i$eX%S$eX%T$eX%X$eX%]$eX%^$eX%_$eX%`$eX%a$eX%b$eX%c$eX%d$eX%e$eX%f$eX%g$eX%h$eX%i$eX%j$eX%k$eX%l$eX%m$eX%n$eX%o$eX%p$eX%q$eX%r$eX%s$eX%t$eX%u$eX%v$eX%w$eX%x$eX%y$eX%z$eX%{$eX%|$eX%}$eX&O$eX&P$eX&Q$eX&R$eX&S$eX&T$eX&U$eX&V$eX&W$eX&X$eX&Y$eX&Z$eX&[$eX&]$eX&^$eX&_$eX&`$eX&a$eX&b$eX&c$eX&d$eX&e$eX&f$eX&g$eX&h$eX&i$eX&j$eX&k$eX&l$eX&m$eX&n$eX&o$eX&p$eX&q$eX&r$eX&s$eX&t$eX&u$eX&v$eX&w$eX&x$eX&y$eX&z$eX&{$eX&|$eX&}$eX'O$eX'P$eX'Q$eX'R$eX'S$eX'T$eX'U$eX'V$eX'W$eX'X$eX'_$eX~OU#eOV#_Oh#bOi#cOj#bOo#gOp#fO!P#_O!X#_O!Y#_O!Z#_O![#`O!]#`O!^#aO!_#aO!`#aO!a#aO!b#aO!c#aO!d#aO!e#aO${#hO'Y#dO~Oz#mO|#lO'`#oO~O'_ZOU$rXV$rXh$rXi$rXj$rXo$rXp$rX!P$rX!X$rX!Y$rX!Z$rX![$rX!]$rX!^$rX!_$rX!`$rX!a$rX!b$rX!c$rX!d$rX!e$rX${$rX%R$rX'Y$rX%Z$rX%Y$rX~O%X#rO~O%Z#tO~PYOf#YOg#YOUvaVvahvaivajvaovapva!Pva!Xva!Yva!Zva![va!]va!^va!_va!`va!ava!bva!cva!dva!eva${va%Rva'Yva%Zva%Yva~OP#wOQ#xOR#xOq#yOr#zOs#{OW%[PX%[PY%[PZ%[P[%[P]%[P^%[P_%[P`%[Pa%[Pb%[Pc%[Pd%[Pe%[Pk%[Pl%[P|%[P!i%[P%S%[P%T%[P%X%[P%]%[P%^%[P%_%[P%`%[P%a%[P%b%[P%c%[P%d%[P%e%[P%f%[P%g%[P%h%[P%i%[P%j%[P%k%[P%l%[P%m%[P%n%[P%o%[P%p%[P%q%[P%r%[P%s%[P%t%[P%u%[P%v%[P%w%[P%x%[P%y%[P%z%[P%{%[P%|%[P%}%[P&O%[P&P%[P&Q%[P&R%[P&S%[P&T%[P&U%[P&V%[P&W%[P&X%[P&Y%[P&Z%[P&[%[P&]%[P&^%[P&_%[P&`%[P&a%[P&b%[P&c%[P&d%[P&e%[P&f%[P&g%[P&h%[P&i%[P&j%[P&k%[P&l%[P&m%[P&n%[P&o%[P&p%[P&q%[P&r%[P&s%[P&t%[P&u%[P&v%[P&w%[P&x%[P&y%[P&z%[P&{%[P&|%[P&}%[P'O%[P'P%[P'Q%[P'R%[P'S%[P'T%[P'U%[P'V%[P'W%[P'X%[P'_%[P~O%S$YO%T$YO%X$cO%]$XO%^$XO%_$YO&|$^O&}$]O'Z$_O'[$`O~O%S$YO%T$YO%X$iO%]$XO%^$XO%_$YO&|$^O&}$]O'Z$_O'[$`O~O%SSO%TSO%]$kO%^$kO%_SO~Om$lOn$lO~P?TO%Z$oO~P0_O!P#_OU$qaV$qah$qai$qaj$qao$qap$qa!X$qa!Y$qa!Z$qa![$qa!]$qa!^$qa!_$qa!`$qa!a$qa!b$qa!c$qa!d$qa!e$qa${$qa%R$qa'Y$qa%Z$qa%Y$qa~O!e$pO$v$pO$w$pO$x$pO~O!e$pO$v$pO$w$pO$x$pO%Y$sO'`$uO~Oz$wO|#lO%Z$vO~O%Y$xO%Z$zO~P0_O%X$|O~O%X$}O~O%X%OO~OW!SXX!SXY!SXZ!SX[!SX]!SX^!SX_!SX`!SXa!SXb!SXc!SXd!SXe!SXk!SXl!SX|!SX!i!SX%S!SX%T!SX%X!SX%]!SX%^!SX%_!SX%`!SX%a!SX%b!SX%c!SX%d!SX%e!SX%f!SX%g!SX%h!SX%i!SX%j!SX%k!SX%l!SX%m!SX%n!SX%o!SX%p!SX%q!SX%r!SX%s!SX%t!SX%u!SX%v!SX%w!SX%x!SX%y!SX%z!SX%{!SX%|!SX%}!SX&O!SX&P!SX&Q!SX&R!SX&S!SX&T!SX&U!SX&V!SX&W!SX&X!SX&Y!SX&Z!SX&[!SX&]!SX&^!SX&_!SX&`!SX&a!SX&b!SX&c!SX&d!SX&e!SX&f!SX&g!SX&h!SX&i!SX&j!SX&k!SX&l!SX&m!SX&n!SX&o!SX&p!SX&q!SX&r!SX&s!SX&t!SX&u!SX&v!SX&w!SX&x!SX&y!SX&z!SX&{!SX&|!SX&}!SX'O!SX'P!SX'Q!SX'R!SX'S!SX'T!SX'U!SX'V!SX'W!SX'X!SX'_!SX~Os#{O~PCTOr#zO~PCTOq#yOr#zOs#{OW%[XX%[XY%[XZ%[X[%[X]%[X^%[X_%[X`%[Xa%[Xb%[Xc%[Xd%[Xe%[Xk%[Xl%[X|%[X!i%[X%S%[X%T%[X%X%[X%]%[X%^%[X%_%[X%`%[X%a%[X%b%[X%c%[X%d%[X%e%[X%f%[X%g%[X%h%[X%i%[X%j%[X%k%[X%l%[X%m%[X%n%[X%o%[X%p%[X%q%[X%r%[X%s%[X%t%[X%u%[X%v%[X%w%[X%x%[X%y%[X%z%[X%{%[X%|%[X%}%[X&O%[X&P%[X&Q%[X&R%[X&S%[X&T%[X&U%[X&V%[X&W%[X&X%[X&Y%[X&Z%[X&[%[X&]%[X&^%[X&_%[X&`%[X&a%[X&b%[X&c%[X&d%[X&e%[X&f%[X&g%[X&h%[X&i%[X&j%[X&k%[X&l%[X&m%[X&n%[X&o%[X&p%[X&q%[X&r%[X&s%[X&t%[X&u%[X&v%[X&w%[X&x%[X&y%[X&z%[X&{%[X&|%[X&}%[X'O%[X'P%[X'Q%[X'R%[X'S%[X'T%[X'U%[X'V%[X'W%[X'X%[X'_%[X~OQ#xOR#xO~PJpO!P%XO!X%XO!Y%XO!Z%XO![%YO!]%YO']%ZO'^%[O~O%X%^O~O%X%_O~O%X%bO~O%X%cO~O%S#^O%T#^O%_#^O~O%X%eO~O|%fO~O|%gO~Oz#mO|#lO'`%jO~O%Y%kO'`%jO~O%Y%mO%Z%oO~O%Y$xO%Z%rO~OS%sOT%sOW!RaX!RaY!RaZ!Ra[!Ra]!Ra^!Ra_!Ra`!Raa!Rab!Rac!Rad!Rae!Rak!Ral!Raq!Rar!Ras!Ra|!Ra!i!Ra%S!Ra%T!Ra%X!Ra%]!Ra%^!Ra%_!Ra%`!Ra%a!Ra%b!Ra%c!Ra%d!Ra%e!Ra%f!Ra%g!Ra%h!Ra%i!Ra%j!Ra%k!Ra%l!Ra%m!Ra%n!Ra%o!Ra%p!Ra%q!Ra%r!Ra%s!Ra%t!Ra%u!Ra%v!Ra%w!Ra%x!Ra%y!Ra%z!Ra%{!Ra%|!Ra%}!Ra&O!Ra&P!Ra&Q!Ra&R!Ra&S!Ra&T!Ra&U!Ra&V!Ra&W!Ra&X!Ra&Y!Ra&Z!Ra&[!Ra&]!Ra&^!Ra&_!Ra&`!Ra&a!Ra&b!Ra&c!Ra&d!Ra&e!Ra&f!Ra&g!Ra&h!Ra&i!Ra&j!Ra&k!Ra&l!Ra&m!Ra&n!Ra&o!Ra&p!Ra&q!Ra&r!Ra&s!Ra&t!Ra&u!Ra&v!Ra&w!Ra&x!Ra&y!Ra&z!Ra&{!Ra&|!Ra&}!Ra'O!Ra'P!Ra'Q!Ra'R!Ra'S!Ra'T!Ra'U!Ra'V!Ra'W!Ra'X!Ra'_!Ra~Oq#yOr#zOs#{OW%[aX%[aY%[aZ%[a[%[a]%[a^%[a_%[a`%[aa%[ab%[ac%[ad%[ae%[ak%[al%[a|%[a!i%[a%S%[a%T%[a%X%[a%]%[a%^%[a%_%[a%`%[a%a%[a%b%[a%c%[a%d%[a%e%[a%f%[a%g%[a%h%[a%i%[a%j%[a%k%[a%l%[a%m%[a%n%[a%o%[a%p%[a%q%[a%r%[a%s%[a%t%[a%u%[a%v%[a%w%[a%x%[a%y%[a%z%[a%{%[a%|%[a%}%[a&O%[a&P%[a&Q%[a&R%[a&S%[a&T%[a&U%[a&V%[a&W%[a&X%[a&Y%[a&Z%[a&[%[a&]%[a&^%[a&_%[a&`%[a&a%[a&b%[a&c%[a&d%[a&e%[a&f%[a&g%[a&h%[a&i%[a&j%[a&k%[a&l%[a&m%[a&n%[a&o%[a&p%[a&q%[a&r%[a&s%[a&t%[a&u%[a&v%[a&w%[a&x%[a&y%[a&z%[a&{%[a&|%[a&}%[a'O%[a'P%[a'Q%[a'R%[a'S%[a'T%[a'U%[a'V%[a'W%[a'X%[a'_%[a~O!P#_OU!Oqh!Oqi!Oqj!Oqo!Oqp!Oq![!Oq!]!Oq!^!Oq!_!Oq!`!Oq!a!Oq!b!Oq!c!Oq!d!Oq!e!Oq${!Oq%R!Oq'Y!Oq%Z!Oq%Y!Oq~OV!Oq!X!Oq!Y!Oq!Z!Oq~P!5uOV#_O!X#_O!Y#_O!Z#_O~P!5uOV#_O!P#_O!X#_O!Y#_O!Z#_O![#`O!]#`OU!Oqh!Oqi!Oqj!Oqo!Oqp!Oq${!Oq%R!Oq'Y!Oq%Z!Oq%Y!Oq~O!^!Oq!_!Oq!`!Oq!a!Oq!b!Oq!c!Oq!d!Oq!e!Oq~P!7}O!^#aO!_#aO!`#aO!a#aO!b#aO!c#aO!d#aO!e#aO~P!7}OV#_Oh#bOj#bO!P#_O!X#_O!Y#_O!Z#_O![#`O!]#`O!^#aO!_#aO!`#aO!a#aO!b#aO!c#aO!d#aO!e#aO~OU!Oqi!Oqo!Oqp!Oq${!Oq%R!Oq'Y!Oq%Z!Oq%Y!Oq~P!:cO']%{O~P=qO!X$da!Y$da!Z$da![$da!]$da']$da~O!P%XO'^$da~P!<bO%Z%|O~O!P&jO!X&jO!Y&jO!Z&jO![&kO!]&kO~O%Z%|O~P!=VO%Z&PO~O%Z&PO~P!=VO%Z&RO~O!e$pO$v$pO$w$pO$x$pO%Y%Qa'`%Qa~Oz#mO|#lO'`&SO~Oz&UO|#lO%Z&VO~O%Y&WO%Z&VO~O%Y%Pa%Z%Pa~P0_O%X#rOW!RiX!RiY!RiZ!Ri[!Ri]!Ri^!Ri_!Ri`!Ria!Rib!Ric!Rid!Rie!Rik!Ril!Riq!Rir!Ris!Ri|!Ri!i!Ri%S!Ri%T!Ri%]!Ri%^!Ri%_!Ri%`!Ri%a!Ri%b!Ri%c!Ri%d!Ri%e!Ri%f!Ri%g!Ri%h!Ri%i!Ri%j!Ri%k!Ri%l!Ri%m!Ri%n!Ri%o!Ri%p!Ri%q!Ri%r!Ri%s!Ri%t!Ri%u!Ri%v!Ri%w!Ri%x!Ri%y!Ri%z!Ri%{!Ri%|!Ri%}!Ri&O!Ri&P!Ri&Q!Ri&R!Ri&S!Ri&T!Ri&U!Ri&V!Ri&W!Ri&X!Ri&Y!Ri&Z!Ri&[!Ri&]!Ri&^!Ri&_!Ri&`!Ri&a!Ri&b!Ri&c!Ri&d!Ri&e!Ri&f!Ri&g!Ri&h!Ri&i!Ri&j!Ri&k!Ri&l!Ri&m!Ri&n!Ri&o!Ri&p!Ri&q!Ri&r!Ri&s!Ri&t!Ri&u!Ri&v!Ri&w!Ri&x!Ri&y!Ri&z!Ri&{!Ri&|!Ri&}!Ri'O!Ri'P!Ri'Q!Ri'R!Ri'S!Ri'T!Ri'U!Ri'V!Ri'W!Ri'X!Ri'_!Ri~O%Z&ZO~O%Z&[O~O%Z&]O~O!X$di!Y$di!Z$di![$di!]$di']$di~O!P%XO'^$di~P!GYO!P%XO!X%XO!Y%XO!Z%XO![$di!]$di']$di'^$di~O']&^O~P!=VO%Y&_O~P!=VO!P&jO%Z$da%Y$da~P!<bO%Y&bO~P!=VOz#mO|#lO~Oz&UO|#lO%Z&cO~O!P&jO%Z$di%Y$di~P!GYO!P&jO!X&jO!Y&jO!Z&jO![$di!]$di%Z$di']$di%Y$di~Oz&UO|#lO~O%Z&gO~P!=VO%Z&hO~P!=VO",
        goto: ".b%]PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP%^%j%v%|P&VP&g%^P&p&w'R'a'k(T(bPPPPPPPPPPPPP%^(o({P({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({({%^)X*T*w*w+]+]+q%^,V%^%^%^%^%^%^,],l,tPPP,l%^P,{P-O-U-[PPPPP-cPPP.Re^OXY#Z$S$T$U$V$W$xeROXY#Z$S$T$U$V$W$xQ#[RR#v#]Q#s#YQ${#xR&Y%sQ#nZQ$w#rU%h$s%k&TV&U%m&W&dQ#]RQ#iWR#v#[Z$R#_#`#a#b#cY$Q#_#`#a#b#cR%R$RY$P#_#`#a#b#cS%Q$Q$RR%w%Ra#|#_#`#a#b#c$Q$R%Rd^OXY#Z$S$T$U$V$W$xQ$m#hQ%t$|Q%u$}R%v%O`#}#_#`#a#b#c$Q$R%RR%P$O`$O#_#`#a#b#c$Q$R%RR%P#}eWOXY#Z$S$T$U$V$W$xeVOXY#Z$S$T$U$V$W$xQ$Z#dQ%]$[Q%`$cQ%d$iQ%x%XQ%y%YQ%z%[Q%}%_Q&O&iQ&Q%cQ&`&jQ&a&kQ&e&_R&f&bdYOXY#Z$S$T$U$V$W$xW$[#d$[%X%YS$e#e$ee&i$c$i%[%_%c&_&b&i&j&kl$a#d$[$c$i%X%Y%[%_%c&_&b&i&j&kT$g#e$el$b#d$[$c$i%X%Y%[%_%c&_&b&i&j&kT$h#e$el$d#d$[$c$i%X%Y%[%_%c&_&b&i&j&kT$j#e$eQ$f#eR%a$ed]OXY#Z$S$T$U$V$W$xR#q[Q#pZV%i$s%k&TQ$q#mT$r#n%hR$n#hQ%n$wR&X%nQ$y#uR%q$yS$t#n#pR%l$tQUOQ#jXQ#kYQ#u#ZQ%S$SQ%T$TQ%U$UQ%V$VQ%W$WR%p$xQ$S#_Q$T#`Q$U#aQ$V#bR$W#c",
        nodeNames: "\u26A0 Bool Ignoring On GroupLeft GroupRight Offset Atan2 Avg Bottomk Count CountValues Group Max Min Quantile LimitK LimitRatio Stddev Stdvar Sum Topk By Without And Or Unless StartFn EndFn AtStart AtEnd Smoothed Anchored Fill FillLeft FillRight LineComment PromQL AggregateExpr AggregateOp AggregateModifier GroupingLabels LabelName QuotedLabelName StringLiteral FunctionCallBody BinaryExpr Pow BoolModifier MatchingModifierClause FillModifier FillClause NumberDurationLiteral FillLeftClause FillRightClause Mul Div Mod Add Sub Eql Gte Gtr TrimUpper TrimLower Lte Lss Neq FunctionCall FunctionIdentifier AbsentOverTime Identifier Absent Abs Acos Acosh Asin Asinh Atan Atanh AvgOverTime Ceil Changes Clamp ClampMax ClampMin Cos Cosh CountOverTime DaysInMonth DayOfMonth DayOfWeek DayOfYear Deg Delta Deriv Exp FirstOverTime Floor HistogramCount HistogramFraction HistogramQuantile HistogramQuantiles HistogramStdDev HistogramStdVar HistogramSum HistogramAvg DoubleExponentialSmoothing Hour Idelta Increase Info Irate LabelReplace LabelJoin LastOverTime Ln Log10 Log2 MadOverTime MaxOverTime MinOverTime TsOfFirstOverTime TsOfMaxOverTime TsOfMinOverTime TsOfLastOverTime Minute Month Pi PredictLinear PresentOverTime QuantileOverTime Rad Rate Resets Round Scalar Sgn Sin Sinh Sort SortDesc SortByLabel SortByLabelDesc StartTimestamp Range Step Sqrt StddevOverTime StdvarOverTime SumOverTime Tan Tanh Timestamp Time Vector Year MatrixSelector DurationExpr UnaryOp DurationStep DurationRange DurationMinOf DurationMaxOf NumberDurationLiteralInDurationContext OffsetExpr OffsetDurationExpr AnchoredExpr SmoothedExpr ParenExpr SubqueryExpr UnaryExpr VectorSelector LabelMatchers UnquotedLabelMatcher MatchOp EqlSingle EqlRegex NeqRegex QuotedLabelMatcher StepInvariantExpr At AtModifierPreprocessors MetricName",
        maxTerm: 292,
        nodeProps: [
            ["group", -14, 38, 44, 46, 52, 68, 157, 165, 167, 168, 169, 170, 171, 172, 180, "Expr"]
        ],
        propSources: [promQLHighLight],
        skippedNodes: [0, 36],
        repeatNodeCount: 3,
        tokenData: "4{~RwX^#lpq#lqr$ars$tst&luv'Twx'Yxy({yz)Qz{)V{|)[|})c}!O)h!O!P)o!P!Q*u!Q!R*z!R![+u![!]1O!^!_1z!_!`2a!`!a2v!b!c3]!c!}3b!}#O3x#P#Q3}#Q#R4S#R#S3b#S#T4X#T#o3b#o#p4q#q#r4v#y#z#l$f$g#l#BY#BZ#l$IS$I_#l$I|$JO#l$JT$JU#l$KV$KW#l&FU&FV#l~#qY%V~X^#lpq#l#y#z#l$f$g#l#BY#BZ#l$IS$I_#l$I|$JO#l$JT$JU#l$KV$KW#l&FU&FV#l~$dQ!_!`$j#r#s$o~$oO!e~~$tO$x~~$yW|~OY$tZr$trs%cs#O$t#O#P%h#P;'S$t;'S;=`&f<%lO$t~%hO|~~%kRO;'S$t;'S;=`%t;=`O$t~%yX|~OY$tZr$trs%cs#O$t#O#P%h#P;'S$t;'S;=`&f;=`<%l$t<%lO$t~&iP;=`<%l$t~&qSt~OY&lZ;'S&l;'S;=`&}<%lO&l~'QP;=`<%l&l~'YO!Z~~'_W|~OY'YZw'Ywx%cx#O'Y#O#P'w#P;'S'Y;'S;=`(u<%lO'Y~'zRO;'S'Y;'S;=`(T;=`O'Y~(YX|~OY'YZw'Ywx%cx#O'Y#O#P'w#P;'S'Y;'S;=`(u;=`<%l'Y<%lO'Y~(xP;=`<%l'Y~)QO%X~~)VO%Z~~)[O!X~V)cO%^P![U~)hO%Y~V)oO%]P!]U~)rP!Q![)u~)zS%_~!Q![)u!g!h*W#R#S)o#X#Y*W~*ZR{|*d}!O*d!Q![*j~*gP!Q![*j~*oQ%_~!Q![*j#R#S*d~*zO!Y~~+P[%_~!O!P)o!Q![+u!g!h*W#R#S,m#W#X-X#X#Y*W#[#]-p#a#b.U#g#h.x#k#l/Z#l#m0d#m#n/u~+zZ%_~!O!P)o!Q![+u!g!h*W#R#S,m#W#X-X#X#Y*W#[#]-p#a#b.U#g#h.x#k#l/Z#m#n/u~,pP!Q![,s~,xT%_~!O!P)o!Q![,s!g!h*W#R#S,m#X#Y*W~-^P%_~!Q![-a~-dS!Q![-a#[#]-p#a#b.U#g#h.x~-uP%_~!Q![-x~-{R!Q![-x#a#b.U#g#h.x~.ZQ%_~!Q![.a#g#h.s~.dR!Q![.a#a#b.m#g#h.x~.pP#g#h.s~.xO%_~~.}P%_~!Q![/Q~/TQ!Q![/Q#a#b.m~/`P%_~!Q![/c~/fT!Q![/c#W#X-X#[#]-p#a#b.U#g#h.x~/zP%_~!Q![/}~0QU!Q![/}#W#X-X#[#]-p#a#b.U#g#h.x#k#l/Z~0gR!Q![0p!c!i0p#T#Z0p~0uR%_~!Q![0p!c!i0p#T#Z0pV1VT'^S!iR!Q![1f![!]1f!c!}1f#R#S1f#T#o1fR1kT!iR!Q![1f![!]1f!c!}1f#R#S1f#T#o1f~2PQ!d~!P!Q2V!_!`2[~2[O!a~~2aO!c~~2fQ$vP!_!`2l#r#s2qQ2qO!^Q~2vO$w~~2{Q!`~!P!Q3R!_!`3W~3WO!b~~3]O!_~~3bO${~V3iT!iRzS!Q![3b![!]1f!c!}3b#R#S3b#T#o3b~3}O'Y~~4SO']~~4XO!P~~4[TO#S4X#S#T%c#T;'S4X;'S;=`4k<%lO4X~4nP;=`<%l4X~4vO'_~~4{O'`~",
        tokenizers: [0, 1, 2],
        topRules: { "PromQL": [0, 37], "MetricName": [1, 183] },
        specialized: [{ term: 71, get: function (value, stack) { return specializeIdentifier(value) << 1; }, external: specializeIdentifier }, { term: 71, get: function (value, stack) { return extendIdentifier(value, stack) << 1 | 1; }, external: extendIdentifier, extend: true }, { term: 71, get: function (value) { return spec_Identifier[value] || -1; } }],
        tokenPrec: 0
    });
    // entry.js
    globalThis.promqlNodes = function (expression) {
        var nodes = [];
        parser.parse(expression).iterate({
            enter: function (node) {
                nodes.push((node.type.isError ? "ERROR" : node.name) + " " + node.from + " " + node.to);
            }
        });
        return nodes.join("\n");
    };
})();
