namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>A made-up catalog of dynamic combos and growing groups, nested and with names that are hard to be C#.</summary>
internal static class DynamicCatalog
{
    public const string Json = """"
        {
          "Compose": {
            "input": {
              "required": {
                "image": ["IMAGE"],
                "mode": ["COMFY_DYNAMICCOMBO_V3", { "options": [
                  { "key": "fast", "inputs": {} },
                  { "key": "thorough", "inputs": {
                    "required": {
                      "amount": ["INT", { "default": 4, "min": 1, "max": 9 }],
                      "size": ["INT", { "min": 8 }],
                      "sampler": ["COMFY_DYNAMICCOMBO_V3", { "options": [
                        { "key": "plain", "inputs": { "required": { "steps": ["INT", { "default": 20, "min": 1 }] } } },
                        { "key": "noisy", "inputs": { "required": { "steps": ["INT", { "default": 20, "min": 1 }], "seed": ["INT", { "min": 0, "max": 99, "control_after_generate": true }] } } }
                      ] }],
                      "references": ["COMFY_AUTOGROW_V3", { "template": { "input": { "required": { "reference": ["IMAGE,MASK"] } }, "prefix": "reference", "min": 1, "max": 3 } }]
                    },
                    "optional": {
                      "note": ["STRING", { "multiline": true }],
                      "guide": ["COMFY_DYNAMICCOMBO_V3", { "options": [{ "key": "off", "inputs": { } }, { "key": "on", "inputs": { "required": { "weight": ["FLOAT"] } } }] }],
                      "extra": ["COMFY_AUTOGROW_V3", { "template": { "input": { "optional": { "x": ["MASK"] } }, "names": ["left", "right"], "min": 0 } }]
                    } } },
                  { "key": "thorough ", "inputs": { "required": { "amount": ["INT", { "default": 4, "min": 1, "max": 12 }], "size": [["small", "large"]] } } }
                ] }]
              },
              "optional": {
                "characters": ["COMFY_AUTOGROW_V3", { "template": { "input": { "required": { "character": ["IMAGE", { "forceInput": true }] } }, "names": ["hero", "villain", "*/ class \"", "get"], "min": 1 } }],
                "strength": ["FLOAT", { "default": 0.5, "min": 0, "max": 1 }]
              }
            },
            "output": ["IMAGE"],
            "output_node": false,
            "name": "Compose"
          },
          "Hostile": {
            "input": {
              "required": {
                "class": ["COMFY_DYNAMICCOMBO_V3", { "options": [
                  { "key": "", "inputs": { "required": { "": ["INT"], "scope": ["INT"], "class": ["INT"], "Class": ["STRING"] } } },
                  { "key": "class", "inputs": { "required": { "int": ["FLOAT"], "💠": ["BOOLEAN"], "*/ } //": ["STRING"] } } },
                  { "key": "\"; */ }\n//", "inputs": { "optional": { "a.b": ["INT"], "a": ["COMFY_DYNAMICCOMBO_V3", { "options": [{ "key": "k", "inputs": { "required": { "b": ["INT"] } } }] }] } } },
                  { "key": "Selected", "inputs": { "required": { "Selected": ["INT"], "Case": ["INT"], "Cases": ["INT"], "Clear": ["INT"], "get": ["INT"], "value": ["INT"] } } },
                  { "key": "class", "inputs": { } },
                  { "key": 7, "inputs": { "required": { "seven": ["INT"] } } }
                ] }],
                "empty": ["COMFY_DYNAMICCOMBO_V3", { "options": [] }],
                "broken": ["COMFY_DYNAMICCOMBO_V3"],
                "class.class": ["INT"],
                "grow": ["COMFY_AUTOGROW_V3", { "template": { "input": { "required": { "v": ["INT"] } }, "names": ["class", "*/", "\"", "class", "日本"] } }],
                "none": ["COMFY_AUTOGROW_V3", {}]
              }
            },
            "output": [],
            "output_node": true,
            "name": "Hostile"
          },
          "Other": {
            "input": { "required": { "resize_type": ["COMFY_DYNAMICCOMBO_V3", { "options": [{ "key": "own", "inputs": { "required": { "width": ["STRING"] } } }] }] } },
            "output": [],
            "output_node": true,
            "name": "Other"
          }
        }
        """";
}
