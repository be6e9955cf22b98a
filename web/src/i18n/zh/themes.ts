import type * as en from '../en/themes';
import type { Translation } from '../translation';

export const themes: Translation<typeof en.themes> = {
  light: '浅色', dark: '深色', cupcake: '纸杯蛋糕', bumblebee: '大黄蜂', emerald: '翡翠', corporate: '商务',
  synthwave: '合成波', retro: '复古', cyberpunk: '赛博朋克', valentine: '情人节', halloween: '万圣节', garden: '花园',
  forest: '森林', aqua: '水蓝', lofi: '低保真', pastel: '粉彩', fantasy: '幻想', wireframe: '线框', black: '纯黑',
  luxury: '奢华', dracula: '德古拉', cmyk: '印刷色', autumn: '秋天', business: '企业', acid: '酸性', lemonade: '柠檬水',
  night: '夜晚', coffee: '咖啡', winter: '冬天', dim: '暗淡', nord: '北欧', sunset: '日落',
};
